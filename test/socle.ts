import { execFile } from "node:child_process";
import { join } from "node:path";

/** How a run of the command line ended. */
export interface Outcome {
	status: number;
	stdout: string;
	stderr: string;
}

export const ROOT = join(import.meta.dirname, "..");

/** Runs the command line from the sources in the folder `place`, which is its home too: no engine, no credentials, no colour, a fixed clock. */
export function socle(parameters: readonly string[], place: string, execArgv: readonly string[] = []): Promise<Outcome> {
	const env = { PATH: process.env["PATH"], HOME: place, NO_COLOR: "1", SOURCE_DATE_EPOCH: "1795392000" };
	return new Promise((resolve) =>
		execFile(process.execPath, [...execArgv, join(ROOT, "bin/socle.js"), ...parameters], { cwd: place, env }, (error, stdout, stderr) =>
			resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
		),
	);
}
