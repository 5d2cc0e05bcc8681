import fc from "fast-check";
import { expect, test } from "vitest";
import { readArtefacts } from "./artefacts.ts";
import type { Resource } from "./resource.ts";

/** Cases of each property; SOCLE_FUZZ asks for more. */
const numRuns = Number(process.env["SOCLE_FUZZ"] ?? 2500);

const read = (bytes: Buffer) =>
	readArtefacts(["-"], {
		stdin: async () => bytes,
		environment: () => ({ inputs: [], resources: [], notVisible: [{ what: "-", why: "an environment" }], errors: [] }),
	});

const YAML = [
	"apiVersion: v1\nkind: Pod\nmetadata: { name: NAME, namespace: town }\nspec:\n  containers:\n  - name: web\n    image: 'x'\n    args: [\"a\", b]\n",
	'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: NAME\n  namespace: town\ndata:\n  a: |\n    text: {{ no }}\n    more\n  b: >-\n    folded\n  c: "\\u00e9"\n',
	"apiVersion: v1\nkind: List\nitems:\n- &a\n  apiVersion: v1\n  kind: Pod\n  metadata: &m { name: NAME, namespace: town }\n- { <<: *a, x: *m }\n",
	'{"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME","namespace":"town"},"spec":{"a":[1,2.5e3,null,true,"\\n"]}}\n',
	"# a comment\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: NAME\n  namespace: town\nspec:\n  replicas: 0x3\n  template: {spec: {containers: [{name: a, image: b}]}}\n",
];
/** The one that holds two objects. */
const LIST = YAML[2];
const PIECES = [
	"{",
	"}",
	"[",
	"]",
	": ",
	":",
	"- ",
	"\t",
	"&a ",
	"*a",
	"|",
	">",
	'"',
	"'",
	"#",
	"%",
	"!",
	"!!int ",
	"\0",
	"...",
	"{{",
	"<<: ",
	"\ufeff",
	"é",
	"\n",
	" ",
	"\r",
	",",
	"\\",
	"? ",
	"~",
	"@",
	"`",
	"\ud800",
];

const name = (index: number): string => `n${index}`;
const document = fc.constantFrom(...YAML);
const mutation = fc.record({
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	remove: fc.nat(12),
	insert: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6, unit: "binary" }), fc.constantFrom(...YAML)),
});

function mutated(text: string, mutations: readonly { at: number; remove: number; insert: string }[]): string {
	return mutations.reduce((current, { at, remove, insert }) => {
		const start = Math.floor(at * current.length);
		return current.slice(0, start) + insert + current.slice(start + remove);
	}, text);
}

/** Nothing but space, comments and marks of documents. */
const isNothing = (text: string): boolean => text.replaceAll(/^(---|\.\.\.)?[ \t]*(#.*)?$/gm, "").replaceAll(/[\s\ufeff]/g, "") === "";

const located = (resources: readonly Resource[]): void => {
	for (const { written } of resources) written?.text.locate(new Set(["", written.pointer("/metadata/name"), written.pointer("/spec/0/a")]));
};

test("a broken document is judged, counted or an error, and the documents beside it are judged", { timeout: 300_000 }, async () => {
	const cases = fc.tuple(fc.array(document, { minLength: 1, maxLength: 4 }), fc.nat(3), fc.array(mutation, { minLength: 1, maxLength: 4 }));
	await fc.assert(
		fc.asyncProperty(cases, async ([documents, chosen, mutations]) => {
			const broken = chosen % documents.length;
			const texts = documents.map((text, index) => text.replaceAll("NAME", name(index)));
			texts[broken] = `${mutated(texts[broken] ?? "", mutations)}\n`;
			const bytes = Buffer.from(`---\n${texts.join("---\n")}`);
			const { resources, errors, notVisible } = await read(bytes);
			located(resources);
			if (isNothing(texts[broken] ?? "")) return;
			// A NUL makes the whole file no text, which is one error.
			if (bytes.includes(0)) expect(errors.length).toBe(1);
			else {
				const others = texts.map((_, index) => index).filter((index) => index !== broken);
				for (const index of others) expect(resources.some((each) => each.name === name(index))).toBe(true);
				const own = resources.length - others.reduce((sum, index) => sum + (documents[index] === LIST ? 2 : 1), 0);
				const value = /^(---\s*)?(~|null|""|''|!\S*|&\S*)?\s*$/;
				if (own <= 0 && errors.length === 0 && notVisible.length === 0) expect(texts[broken]).toMatch(value);
			}
		}),
		{ numRuns },
	);
});

test("broken JSON, and bytes that are no text, are never passed over", { timeout: 300_000 }, async () => {
	const json = fc
		.tuple(fc.constantFrom(YAML[3] ?? ""), fc.array(mutation, { minLength: 1, maxLength: 3 }))
		.map(([text, list]) => Buffer.from(mutated(text, list)));
	const cut = fc
		.tuple(document, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom("utf8", "utf16le", "latin1"))
		.map(([text, at, encoding]) => {
			const bytes = Buffer.from(text, encoding as BufferEncoding);
			return bytes.subarray(0, Math.floor(at * bytes.length));
		});
	const noise = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
	await fc.assert(
		fc.asyncProperty(fc.oneof(json, cut, noise), async (bytes) => {
			const { resources, errors, notVisible } = await read(bytes);
			located(resources);
			if (resources.length + errors.length + notVisible.length === 0) expect(bytes.toString()).toMatch(/^[\s\ufeff]*$/);
		}),
		{ numRuns },
	);
});

test("an inventory of what was read is judged without a stumble", { timeout: 300_000 }, async () => {
	const [{ catalogue }, { evaluate }] = await Promise.all([import("../policies/catalogue.ts"), import("../policies/evaluate.ts")]);
	await fc.assert(
		fc.asyncProperty(document, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (text, mutations) => {
			const inventory = await read(Buffer.from(mutated(text, mutations)));
			const { results, summary } = evaluate(inventory, { controls: catalogue });
			expect(results.length).toBe(summary.pass + summary.fail + summary.unknown + summary.notApplicable);
		}),
		{ numRuns: Math.ceil(numRuns / 5) },
	);
});
