import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** What the sources say of the components: read from the syntax alone, which needs no types and takes milliseconds. */
export interface ComponentDoc {
	name: string;
	/** Folder of the source: `openstack` or `kubernetes`. */
	folder: string;
	doc: string;
	inputs: FieldDoc[];
	outputs: FieldDoc[];
	/** Interfaces that inputs are made of, in the order in which they are met. */
	parts: { name: string; doc: string; fields: FieldDoc[] }[];
}

export interface FieldDoc {
	name: string;
	/** For people: `text`, `number`, `list of text`, `"on" or "off"`, the name of a part. */
	type: string;
	optional: boolean;
	doc: string;
	/** Said after `Default:` in the docstring. */
	default?: string;
	/** Whether the docstring says that this opens something. */
	loosening: boolean;
}

const ROOT = join(import.meta.dirname, "..");
const INDEX = join(ROOT, "components/index.ts");

/** Every component that `components/index.ts` gives out, in its order. */
export function componentDocs(): ComponentDoc[] {
	const files = sourcesOf(INDEX).map((path) => ({ folder: dirname(path).split("/").at(-1)!, source: parsed(path) }));
	const words = new Map<string, string>();
	const interfaces = new Map<string, ts.InterfaceDeclaration>();
	for (const { source } of files)
		source.forEachChild((node) => {
			if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
			const values = ts.isVariableStatement(node) ? choices(node) : undefined;
			if (values) words.set(...values);
		});
	return files.flatMap(({ folder, source }) =>
		source.statements.filter(ts.isClassDeclaration).flatMap((node) => {
			const name = node.name!.text;
			const args = interfaces.get(`${name}Args`);
			if (args === undefined) return [];
			const parts: ComponentDoc["parts"] = [];
			const met = new Set<string>();
			const fieldsOf = (members: readonly ts.Node[]): FieldDoc[] =>
				members.filter(ts.isPropertySignature).map((member) => field(member, words));
			const meet = (fields: readonly FieldDoc[]): void => {
				for (const { type } of fields)
					for (const [part, declared] of interfaces) {
						if (met.has(part) || !new RegExp(`\\b${part}\\b`).test(type)) continue;
						met.add(part);
						const inner = fieldsOf(declared.members);
						parts.push({ name: part, doc: docOf(declared), fields: inner });
						meet(inner);
					}
			};
			const inputs = fieldsOf(args.members);
			meet(inputs);
			const outputs = node.members
				.filter(ts.isPropertyDeclaration)
				.map((member) => field(member, words))
				.map((output) => ({ ...output, type: output.type.replace(/ or undefined$/, "") }));
			return [{ name, folder, doc: docOf(node), inputs, outputs, parts }];
		}),
	);
}

/** Files that an index gives out from. */
function sourcesOf(index: string): string[] {
	const paths = parsed(index).statements.flatMap((node) =>
		ts.isExportDeclaration(node) && node.moduleSpecifier ? [(node.moduleSpecifier as ts.StringLiteral).text] : [],
	);
	const direct = [...new Set(paths)].map((path) => join(dirname(index), path));
	return direct;
}

function parsed(path: string): ts.SourceFile {
	return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2024, true);
}

/** `export const Audience = { Internal: "internal", … } as const` → its words. */
function choices(node: ts.VariableStatement): [string, string] | undefined {
	const [declaration] = node.declarationList.declarations;
	const value = declaration?.initializer;
	if (!value || !ts.isAsExpression(value) || !ts.isObjectLiteralExpression(value.expression)) return undefined;
	const literals = value.expression.properties.flatMap((property) =>
		ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer) ? [`"${property.initializer.text}"`] : [],
	);
	return [declaration!.name.getText(), literals.join(" or ")];
}

function docOf(node: ts.Node): string {
	const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
	return (ts.getTextOfJSDocComment(comment?.comment) ?? "")
		.replaceAll(/\s*\n\s*/g, " ")
		.replaceAll("*\\/", "*/")
		.trim();
}

function field(node: ts.PropertySignature | ts.PropertyDeclaration, words: ReadonlyMap<string, string>): FieldDoc {
	const doc = docOf(node);
	const none = /(None|Nowhere|Nobody) by default/i.exec(doc)?.[1]?.toLowerCase();
	const said = none ?? /Default: (.+?)(?:\.(?= |$)|, because|$)/.exec(doc)?.[1];
	return {
		name: node.name.getText(),
		type: node.type ? forPeople(node.type.getText(), words) : "",
		optional: node.questionToken !== undefined,
		doc,
		...(said === undefined ? {} : { default: said }),
		loosening: /\bloosening\b/.test(doc),
	};
}

function forPeople(text: string, words: ReadonlyMap<string, string>): string {
	let type = text.replaceAll(/\s+/g, " ");
	for (let before = ""; before !== type; ) {
		before = type;
		type = type.replace(/pulumi\.(?:Input|Output)<((?:[^<>]|<[^<>]*>)*)>/, "$1");
	}
	type = type
		.replaceAll(/\{ \[\w+: string\]: ([^}]+?);? \}/g, "map of $1")
		.replaceAll(/([\w.]+)\[\]/g, "list of $1")
		.replaceAll(/\bstring\b/g, "text")
		.replaceAll(" | ", " or ");
	for (const [name, values] of words) type = type.replaceAll(new RegExp(`\\b${name}\\b`, "g"), values);
	return type;
}
