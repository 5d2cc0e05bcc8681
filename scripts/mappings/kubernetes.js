/**
 * Prints how Terraform's kubernetes_* resources read as Kubernetes objects: kinds and, for each type of the API that they can hold, the
 * properties whose name or shape snake case does not tell. Read from the declarations of @pulumi/kubernetes, which come from the OpenAPI
 * document of Kubernetes. A shape is `T` an object, `[]T` a list of objects, `[]` a list, `{}` a map, `{}T` a map of objects, `number`,
 * `number|string`, `value` anything else.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { version } = require("@pulumi/kubernetes/package.json");
const lines = readFileSync(require.resolve("@pulumi/kubernetes/types/input.js").replace(/js$/, "d.ts"), "utf8").split("\n");

/** Versions that Terraform's provider has resources of. */
const STABLE = /^v\d+$/;

const interfaces = new Map();
const kinds = {};
readDeclarations();
const types = {};
for (const versions of Object.values(kinds)) for (const { type } of Object.values(versions)) take(type);
const source = { declarations: `@pulumi/kubernetes ${version}`, date: "2026-11-28" };
process.stdout.write(`${JSON.stringify({ source, kinds: sorted(kinds), types: sorted(types) }, null, "\t")}\n`);

function readDeclarations() {
	let [group, release, name] = ["", "", ""];
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at];
		const namespace = /^( *)(?:export )?(?:declare )?namespace (\w+) \{/.exec(line);
		if (namespace !== null) {
			if (namespace[1] === "") group = namespace[2];
			else release = namespace[2];
		}
		name = /^ {8}(?:export )?interface (\w+) \{/.exec(line)?.[1] ?? name;
		const property = /^ {12}"?(\$?\w+)"?\??: (.*)$/.exec(line);
		if (property === null) continue;
		let text = property[2];
		while (!text.endsWith(";") || (text.match(/\{/g)?.length ?? 0) !== (text.match(/\}/g)?.length ?? 0)) text += lines[++at].trim();
		const key = `${group}.${release}.${name}`;
		if (!interfaces.has(key)) interfaces.set(key, {});
		interfaces.get(key)[property[1]] = text;
	}
	for (const [key, properties] of interfaces) {
		const kind = /"(\w+)"/.exec(properties.kind ?? "")?.[1];
		const apiVersion = /"([\w./]+)"/.exec(properties.apiVersion ?? "")?.[1];
		const release = key.split(".")[1];
		if (kind === undefined || apiVersion === undefined || key.endsWith("Patch") || !STABLE.test(release)) continue;
		kinds[kind.toLowerCase()] ??= {};
		// Events are in two groups; who else shares kind and version would have to be told apart.
		kinds[kind.toLowerCase()][release] ??= { apiVersion, kind, type: key };
	}
}

/** Notes a type and all that it can hold. */
function take(key) {
	if (types[key] !== undefined) return;
	types[key] = {};
	const top = interfaces.get(key)?.apiVersion?.includes('"') === true;
	for (const [name, text] of Object.entries(interfaces.get(key) ?? {})) {
		const shape = shapeOf(text);
		// The resource's own level tells which words are the API's and which the provider's, and so is noted in full.
		if (shape !== "value" || top || /[A-Z]{2}/.test(name)) types[key][name] = shape;
		const inner = /^(?:\[\]|\{\})?(.+)$/.exec(shape)[1];
		if (interfaces.has(inner)) take(inner);
	}
}

function shapeOf(text) {
	const inner = /inputs\.(\w+\.\w+\.\w+)/.exec(text)?.[1];
	if (/\[key: string\]/.test(text)) return `{}${inner ?? ""}`;
	if (/\[\]/.test(text)) return `[]${inner ?? ""}`;
	if (inner !== undefined) return inner;
	if (/number \| string|string \| number/.test(text)) return "number|string";
	return /number/.test(text) ? "number" : "value";
}

function sorted(record) {
	return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
