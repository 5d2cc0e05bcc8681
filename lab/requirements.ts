/** What a machine is like, as far as the lab asks. */
export interface Facts {
	/** Text of /etc/os-release. */
	osRelease: string;
	/** Number of the user who runs the lab; 0 is root. */
	uid: number;
	/** Processor architecture in Node's words. */
	architecture: string;
	/** Usable memory in MiB. */
	memory: number;
	/** Free space where the lab keeps its state, in MiB. */
	disk: number;
	/** Which of the commands that the lab needs are on PATH. */
	commands: readonly string[];
	/** What `go version` prints, if there is Go. */
	go: string | undefined;
	/** Whether the Kubernetes programs are built. */
	built: boolean;
}

export type Part = "openstack" | "kubernetes";

/** Something that the machine lacks, and what to do about it. */
export interface Lack {
	what: string;
	cure: string;
}

/** Commands that must be there before the lab can install anything. */
export const neededCommands = { openstack: ["apt-get", "dpkg-query"], kubernetes: ["openssl"] } as const;

// Measured, rounded up: resident memory of the running clouds, disk with packages, programs and Go's build cache.
const memoryNeeded = { openstack: 5000, kubernetes: 1500 };
const diskNeeded = { openstack: 4000, kubernetes: 8000 };
const oldestGo = [1, 26] as const;

const field = (osRelease: string, name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, "m").exec(osRelease)?.[1] ?? "";
const gigabytes = (mebibytes: number) => `${(mebibytes / 1024).toFixed(1)} GiB`;

/** Everything that keeps the parts of the lab from running on a machine; empty when they can. */
export function lacks(facts: Facts, parts: readonly Part[]): Lack[] {
	const lacks: Lack[] = [];
	const alone = "or run `lab up --only kubernetes`, which needs no particular distribution and no root";
	if (parts.includes("openstack")) {
		if (field(facts.osRelease, "ID") !== "debian" || field(facts.osRelease, "VERSION_ID") !== "12")
			lacks.push({
				what: `Debian 12; this is ${field(facts.osRelease, "PRETTY_NAME") || "an unknown system"}`,
				cure: `OpenStack is installed from Debian 12's own packages: use a virtual machine or a container with it, ${alone}`,
			});
		if (facts.uid !== 0)
			lacks.push({ what: `root; this is user ${facts.uid}`, cure: `packages are installed and services started: use sudo, ${alone}` });
	}
	if (parts.includes("kubernetes")) {
		if (!["x64", "arm64"].includes(facts.architecture))
			lacks.push({ what: `an amd64 or arm64 processor; this is ${facts.architecture}`, cure: "use another machine" });
		const [major = 0, minor = 0] = (/\bgo(\d+)\.(\d+)/.exec(facts.go ?? "")?.slice(1) ?? []).map(Number);
		if (!facts.built && (major < oldestGo[0] || (major === oldestGo[0] && minor < oldestGo[1])))
			lacks.push({
				what: `Go ${oldestGo.join(".")} or newer on PATH; ${facts.go === undefined ? "there is none" : `this is ${major}.${minor}`}`,
				cure: "Kubernetes is built from its Go modules: install Go from https://go.dev/dl/",
			});
	}
	for (const command of parts.flatMap((part) => neededCommands[part]))
		if (!facts.commands.includes(command))
			lacks.push({
				what: `the command ${command}`,
				cure: `apt-get install ${command === "dpkg-query" ? "dpkg" : command === "apt-get" ? "apt" : command}`,
			});
	const sum = (needed: Record<Part, number>) => parts.reduce((total, part) => total + needed[part], 0);
	if (facts.memory < sum(memoryNeeded))
		lacks.push({
			what: `${gigabytes(sum(memoryNeeded))} of memory; usable are ${gigabytes(facts.memory)}`,
			cure: "end other programs, or use a larger machine",
		});
	if (facts.disk < sum(diskNeeded))
		lacks.push({
			what: `${gigabytes(sum(diskNeeded))} of disk; free are ${gigabytes(facts.disk)}`,
			cure: "make room, or set SOCLE_LAB_HOME to a folder that has it",
		});
	return lacks;
}
