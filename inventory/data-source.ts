import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { UNKNOWN_STRING } from "./wire.ts";

const answers = new Map<string, { [field: string]: string }>();

/**
 * An unknown answer to a data source: every field that its result type declares, each unknown.
 *
 * Providers' SDKs ask data sources in two ways. Those that return an Output can be told "unknown" as a whole; those that return a promise
 * (all of `@pulumi/openstack` 3.15.2) see only fields, and a field that is not there would be taken for a known absence. The fields are
 * read from the SDK's own declarations, found from `directory` (the program's).
 */
export function unknownAnswer(token: string, directory: string): { [field: string]: string } {
	const key = `${directory}\n${token}`;
	let answer = answers.get(key);
	if (answer === undefined) {
		answer = Object.fromEntries(["id", ...declaredFields(token, directory)].map((field) => [field, UNKNOWN_STRING]));
		answers.set(key, answer);
	}
	return answer;
}

function declaredFields(token: string, directory: string): string[] {
	const [provider = "", file = "", name = ""] = token.split(":");
	const resultType = `export interface ${name.charAt(0).toUpperCase()}${name.slice(1)}Result {`;
	try {
		const require = createRequire(pathToFileURL(`${directory}/`));
		const declarations = readFileSync(require.resolve(`@pulumi/${provider}/${file}.js`).replace(/\.js$/, ".d.ts"), "utf8");
		const start = declarations.indexOf(resultType);
		if (start < 0) return [];
		const body = declarations.slice(start, declarations.indexOf("\n}", start));
		return [...body.matchAll(/^ {4}readonly (\w+)\??:/gm)].map((match) => match[1] ?? "");
	} catch {
		return []; // a provider without such a file: `id` alone stands for the rest
	}
}
