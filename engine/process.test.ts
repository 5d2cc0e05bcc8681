import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "./installed.ts";
import { withInterrupt } from "./interrupt.ts";
import type { RunOptions } from "./process.ts";
import { RunFailed, runPulumi } from "./process.ts";

let folder: string;
let engine: Engine;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "socle-process-"));
	engine = { folder, manifest: { format: 1, installedAt: "", versions: { pulumi: "", openstack: "", kubernetes: "" }, programs: [] } };
	mkdirSync(join(folder, "bin"));
	mkdirSync(join(folder, "home", "logs"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell script in the place of `pulumi`. */
function run(script: string, options: Partial<RunOptions> = {}, onOutput?: (text: string) => void) {
	writeFileSync(join(folder, "bin", "pulumi"), `#!/bin/bash\n${script}\n`);
	chmodSync(join(folder, "bin", "pulumi"), 0o755);
	return runPulumi(["up", "--stack", "t.lab.foundation"], folder, { EXTRA: "yes" }, { engine, limit: 60, ...options }, onOutput);
}
const failed = async (attempt: Promise<unknown>): Promise<RunFailed> => {
	const reason = await attempt.catch((error) => error);
	expect(reason).toBeInstanceOf(RunFailed);
	return reason as RunFailed;
};
const lives = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

it("hands over parameters and the engine's environment, and returns what was said", async () => {
	const result = await run('echo "$@ $EXTRA $PULUMI_HOME $PULUMI_IGNORE_AMBIENT_PLUGINS"; echo oops >&2');
	expect(result.stdout).toBe(`up --stack t.lab.foundation yes ${join(folder, "home")} true\n`);
	expect(result.stderr).toBe("oops\n");
});

it("fails with the command's own words, without a password", async () => {
	const error = await failed(run("echo 'error: postgres://ada:canary@db.example' >&2; exit 7"));
	expect(error.result).toMatchObject({ code: 7, how: "ended" });
	expect(error.message).toBe("error: postgres://****@db.example");
});

describe("stopping", () => {
	/** Interrupts this process as Ctrl-C would: each time the script says the next of `words`, for two signals at once are one to a shell. */
	const interrupting = (script: string, words: readonly string[], options: Partial<RunOptions> = {}) => {
		const counts: number[] = [];
		let said = "";
		const onOutput = (text: string): void => {
			said += text;
			const word = words[counts.length];
			if (word !== undefined && said.includes(`${word}\n`)) process.emit("SIGINT");
		};
		const attempt = withInterrupt(
			(count) => counts.push(count),
			(interrupt) => run(script, { interrupt, ...options }, onOutput),
		);
		return { attempt, counts };
	};

	it("tells the command once and lets it finish", async () => {
		const { attempt, counts } = interrupting("trap 'echo finishing; exit 3' INT; echo ready; while :; do sleep 0.05; done", ["ready"]);
		const { result } = await failed(attempt);
		expect(result).toMatchObject({ how: "stopped", code: 3, stdout: "ready\nfinishing\n" });
		expect(counts).toEqual([1]);
	});

	it("tells it twice to abandon what is in flight", async () => {
		const script = "n=0; trap 'n=$((n+1)); echo told $n; [ $n = 2 ] && exit 4' INT; echo ready; while :; do sleep 0.05; done";
		const { attempt, counts } = interrupting(script, ["ready", "told 1"]);
		expect((await failed(attempt)).result).toMatchObject({ how: "killed", code: 4 });
		expect(counts).toEqual([1, 2]);
	});

	it("ends it by force when it does not listen", async () => {
		const { attempt } = interrupting("trap 'echo no' INT; echo ready; while :; do sleep 0.05; done", ["ready", "no"], {
			grace: { finish: 0.1, abandon: 0.1 },
		});
		expect((await failed(attempt)).result).toMatchObject({ how: "killed", code: -1 });
	});

	it("ends it when its time is up", async () => {
		const attempt = run("trap 'echo told' INT; while :; do sleep 0.05; done", { limit: 0.2, grace: { finish: 0.2, abandon: 0.1 } });
		expect((await failed(attempt)).result.how).toBe("out-of-time");
	});

	it("lets Ctrl-C mean what it meant once the work is over", async () => {
		const before = process.listenerCount("SIGINT");
		await withInterrupt(
			() => {},
			async () => expect(process.listenerCount("SIGINT")).toBe(before + 1),
		);
		expect(process.listenerCount("SIGINT")).toBe(before);
	});
});

it.runIf(process.platform === "linux")("ends providers that outlive a killed engine, whatever their process group", async () => {
	// set -m gives each background job a process group of its own, as the engine does with its plugins.
	const { result } = await failed(run("set -m; sleep 300 & echo $!; sleep 300 & echo $!; kill -9 $$"));
	const pids = result.stdout.trim().split("\n").map(Number);
	expect(pids).toHaveLength(2);
	await expect.poll(() => pids.filter(lives)).toEqual([]);
	expect(result.how).toBe("killed");
});

it("removes the command's own log files and no others", async () => {
	const logs = join(folder, "home", "logs");
	writeFileSync(join(logs, "pulumi-20261123T170305-1-up.log"), "another process");
	writeFileSync(join(logs, "organization+socle+t.lab.services-20261123T170305.log"), "another stack");
	const script = `touch ${logs}/pulumi-20261123T170306-$$-up.log ${logs}/organization+socle+t.lab.foundation-20261123T170306.log`;
	await run(script);
	const others = ["organization+socle+t.lab.services-20261123T170305.log", "pulumi-20261123T170305-1-up.log"];
	expect(readdirSync(logs).sort()).toEqual(others);
	await run(script, { keepLog: true });
	expect(readdirSync(logs)).toHaveLength(4);
});
