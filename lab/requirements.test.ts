import { expect, test } from "vitest";
import type { Facts, Part } from "./requirements.ts";
import { lacks } from "./requirements.ts";

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';
const ubuntu = 'PRETTY_NAME="Ubuntu 24.04 LTS"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n';
const good: Facts = {
	osRelease: debian,
	uid: 0,
	architecture: "x64",
	memory: 16000,
	disk: 50000,
	commands: ["apt-get", "dpkg-query", "openssl"],
	go: "go version go1.26.1 linux/amd64",
	built: false,
};
const both: Part[] = ["openstack", "kubernetes"];

const cases: [what: string, change: Partial<Facts>, parts: Part[], expected: RegExp[]][] = [
	["a suitable machine", {}, both, []],
	["another distribution", { osRelease: ubuntu }, both, [/^Debian 12; this is Ubuntu 24.04 LTS/]],
	["an older Debian", { osRelease: debian.replaceAll("12", "11") }, both, [/^Debian 12; this is Debian GNU\/Linux 11/]],
	["a system without os-release", { osRelease: "" }, both, [/^Debian 12; this is an unknown system/]],
	["an ordinary user", { uid: 1000 }, both, [/^root; this is user 1000/]],
	[
		"another distribution and an ordinary user, Kubernetes only",
		{ osRelease: ubuntu, uid: 1000, commands: ["openssl"] },
		["kubernetes"],
		[],
	],
	["no Go", { go: undefined }, both, [/^Go 1\.26 or newer on PATH; there is none/]],
	["no Go, but built programs", { go: undefined, built: true }, both, []],
	["no Go, OpenStack only", { go: undefined }, ["openstack"], []],
	["Debian's own Go", { go: "go version go1.19.8 linux/amd64" }, both, [/^Go 1\.26 or newer on PATH; this is 1\.19/]],
	["a newer Go", { go: "go version go2.0 linux/amd64" }, both, []],
	["another processor", { architecture: "s390x" }, both, [/^an amd64 or arm64 processor; this is s390x/]],
	["no openssl", { commands: ["apt-get", "dpkg-query"] }, both, [/^the command openssl/]],
	["little memory", { memory: 4096 }, both, [/^6\.3 GiB of memory; usable are 4\.0 GiB/]],
	["memory enough for Kubernetes only", { memory: 2000 }, ["kubernetes"], []],
	["little disk", { disk: 1024 }, both, [/^11\.7 GiB of disk; free are 1\.0 GiB/]],
	["all at once", { osRelease: ubuntu, uid: 1000, go: undefined, memory: 1, disk: 1 }, both, [/^Debian/, /^root/, /^Go/, /memory/, /disk/]],
];

test.each(cases)("%s", (_, change, parts, expected) => {
	const found = lacks({ ...good, ...change }, parts);
	expect(found.map(({ what }) => what)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
	for (const { cure } of found) expect(cure).not.toBe("");
});
