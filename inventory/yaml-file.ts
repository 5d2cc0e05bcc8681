import { readFileSync } from "node:fs";
import { parse, YAMLError } from "yaml";
import { UserError } from "../errors.ts";

/**
 * A file of YAML or JSON that holds a mapping. What is wrong is said without the file's words, because some of them may be secrets.
 * @throws UserError (exit 2) with file and line where it can't be read
 */
export function readYaml(file: string, next?: string): object {
	const refused = (message: string, line?: number): UserError =>
		new UserError("1 problem; nothing was planned.", {
			problems: [{ file, ...(line === undefined ? {} : { line }), message }],
			...(next === undefined ? {} : { next }),
		});
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw refused(code === "ENOENT" ? "there is no such file." : `it can't be read (${code}).`);
	}
	let content: unknown;
	try {
		content = parse(text, { prettyErrors: false });
	} catch (error) {
		throw refused("this is not YAML.", error instanceof YAMLError ? text.slice(0, error.pos[0]).split("\n").length : undefined);
	}
	if (content === null || typeof content !== "object" || Array.isArray(content)) throw refused("it holds no mapping of keys to values.", 1);
	return content;
}
