/** Takes programs out of a verified archive, and nothing that has no business there. */
import { chmodSync } from "node:fs";
import { basename, join } from "node:path";
import { EXIT, UserError } from "../errors.ts";

/**
 * Writes the files of a tar.gz whose names begin with `pulumi` flat into `folder`, executable.
 *
 * @returns The names written.
 * @throws UserError (exit 3) when the archive can't be read, or holds a path that leaves the folder or anything that is no plain file.
 */
export async function unpackPrograms(archive: string, folder: string): Promise<string[]> {
	const tar = await import("tar");
	const written: string[] = [];
	const foreign: string[] = [];
	try {
		await tar.x({
			file: archive,
			cwd: folder,
			preserveOwner: false,
			// A warning, such as a truncated entry, is an error here.
			strict: true,
			filter(path, entry) {
				const type = "type" in entry ? entry.type : "File";
				if (type === "Directory") return false;
				if (!["File", "OldFile", "ContiguousFile"].includes(type) || path.startsWith("/") || path.split(/[\\/]/).includes("..")) {
					foreign.push(`${path} (${type})`);
					return false;
				}
				return basename(path).startsWith("pulumi");
			},
			onReadEntry(entry) {
				entry.path = basename(entry.path);
				written.push(entry.path);
			},
		});
	} catch (cause) {
		const message = `${basename(archive)} is no readable tar.gz archive: ${(cause as Error).message}.`;
		throw new UserError(message, { exit: EXIT.engine, next: "Nothing was installed. Fetch the archive again.", cause });
	}
	if (foreign.length > 0) {
		const message = `${basename(archive)} was refused: it holds ${foreign.join(", ")}, which no engine archive has.`;
		throw new UserError(message, { exit: EXIT.engine, next: "Nothing was installed. Do not use this archive." });
	}
	for (const name of written) chmodSync(join(folder, name), 0o755);
	return written;
}
