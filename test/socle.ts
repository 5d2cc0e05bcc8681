import { execFile } from "node:child_process";
import { join } from "node:path";

/** How a run of the command line ended. */
export interface Outcome {
	status: number;
	stdout: string;
	stderr: string;
}

export const ROOT = join(import.meta.dirname, "..");

/** No colour, and a day on which nothing that examples declare is too old or still to come. */
export const FIXED = { NO_COLOR: "1", SOURCE_DATE_EPOCH: "1795392000" };

/** Runs the command line from the sources, without colour and at a fixed time. */
export function started(
	parameters: readonly string[],
	{ cwd, env, execArgv = [] }: { cwd: string; env: NodeJS.ProcessEnv; execArgv?: readonly string[] },
): Promise<Outcome> {
	const options = { cwd, env: { ...FIXED, ...env }, maxBuffer: 64 * 2 ** 20 };
	return new Promise((resolve) =>
		execFile(process.execPath, [...execArgv, join(ROOT, "bin/socle.js"), ...parameters], options, (error, stdout, stderr) =>
			resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
		),
	);
}

/** As `started` in the folder `place`, which is its home too: no engine, no credentials. */
export function socle(parameters: readonly string[], place: string, execArgv: readonly string[] = []): Promise<Outcome> {
	return started(parameters, { cwd: place, env: { PATH: process.env["PATH"], HOME: place }, execArgv });
}
