/** `socle engine install` and `socle engine which`. */
import type { Engine, Program } from "../../engine/installed.ts";
import { changedPrograms, findEngine, usesStandIn } from "../../engine/installed.ts";
import { EXIT, UserError } from "../../errors.ts";

/** Installs, then says on stdout what is installed. One line a step on stderr. */
export async function install(flags: { mirror?: string; fromSource?: boolean }): Promise<number> {
	const { installEngine } = await import("../../engine/install.ts");
	const { withInterrupt } = await import("../../engine/interrupt.ts");
	const report = (line: string): void => void process.stderr.write(`${line}\n`);
	const engine = await withInterrupt(
		() => report("Stopping; nothing will be installed."),
		({ stop }) => installEngine({ ...flags, report, signal: stop }),
	);
	process.stdout.write(asText(engine));
	return EXIT.ok;
}

/**
 * Says version, origin and digest of each program.
 *
 * @throws UserError (exit 3) when the engine is missing, or is no longer what was installed.
 */
export async function which(flags: { format?: string }): Promise<number> {
	const format = flags.format ?? "text";
	if (format !== "text" && format !== "json") {
		throw new UserError(`--format ${format} is not known here.`, { next: "Give --format text or --format json" });
	}
	const engine = findEngine();
	const changed = await changedPrograms(engine);
	if (changed.length > 0) {
		const names = changed.map(({ name }) => name).join(", ");
		const message = `${names} in ${engine.folder} is not the file that was installed: its SHA-256 differs from the one recorded.`;
		throw new UserError(message, { exit: EXIT.engine, next: "socle engine install" });
	}
	process.stdout.write(format === "json" ? asJson(engine) : asText(engine));
	return EXIT.ok;
}

const ORIGIN: Record<Program["origin"], string> = {
	path: "on this machine",
	download: "official download",
	mirror: "mirror",
	source: "built from source",
};

function asText(engine: Engine): string {
	const rows = engine.manifest.programs.map(({ name, version, origin, from, sha256, standIn }) => [
		`${name}${standIn ? " (stand-in)" : ""}`,
		version,
		ORIGIN[origin],
		`sha256:${sha256}`,
		from,
	]);
	const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
	const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
	const warning = usesStandIn(engine)
		? [
				"",
				"The Kubernetes provider is the small stand-in for the lab, not upstream's: no Helm, Kustomize or yaml/v2.",
				"Outside the lab `socle up` refuses it without --accept-stand-in.",
			]
		: [];
	return [...lines, "", `in ${engine.folder}`, ...warning, ""].join("\n");
}

function asJson(engine: Engine): string {
	return `${JSON.stringify({ folder: engine.folder, standIn: usesStandIn(engine), ...engine.manifest }, null, "\t")}\n`;
}
