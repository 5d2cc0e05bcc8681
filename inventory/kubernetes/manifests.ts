import type { Document, ErrorCode } from "yaml";
import { Composer, Parser } from "yaml";
import type { Artefact, Part } from "../artefacts.ts";
import { jsonPlaces } from "../json-places.ts";
import { jsonValues } from "../json-values.ts";
import { Lines } from "../lines.ts";
import type { Resource, Text } from "../resource.ts";
import type { ObjectLike } from "./object.ts";
import { kubernetesResource } from "./object.ts";
import { KUBERNETES_TAGS, plainValues, YamlProblem } from "./yaml.ts";
import { yamlPlaces } from "./yaml-places.ts";

/** One document of a text. */
interface Piece {
	/** Offset in the whole text. */
	offset: number;
	source: string;
	format: "json" | "yaml";
}

/**
 * Objects of Kubernetes in YAML or JSON: several documents or values in one text, and lists of any kind. What is neither an object nor
 * broken, such as the values of a Helm chart, is counted and named.
 */
export function readManifests({ path, named, sha256, text, json }: Artefact): Part {
	const lines = new Lines(text);
	const resources: Resource[] = [];
	const errors: Part["errors"] = [];
	let others = 0;
	const refuse = (offset: number, message: string): void => void errors.push({ path, line: lines.at(offset).line, message });
	const take = (value: unknown, piece: Piece, start: number): void => {
		if (value === null || value === undefined) return;
		const text = textOf(path, piece, lines);
		const found = [...objectsIn(value, "")];
		if (found.length === 0 && !isEmptyList(value)) others++;
		for (const { object, pointer } of found) {
			const location = { file: path, ...lines.at(start), role: "source" as const };
			resources.push(
				kubernetesResource(object, { source: "plan", locations: [location], written: { text, pointer: (below) => pointer + below } }),
			);
		}
	};
	if (json !== undefined) take(json, { offset: 0, source: text, format: "json" }, text.search(/\S/));
	else {
		for (const piece of piecesOf(text)) {
			if (piece.format === "json") {
				try {
					take(JSON.parse(piece.source), piece, piece.offset);
				} catch {
					refuse(piece.offset, "it is not JSON.");
				}
				continue;
			}
			try {
				for (const document of documentsIn(piece.source)) {
					const [error] = document.errors;
					if (error !== undefined) throw new YamlProblem(error.pos[0], PROBLEMS[error.code] ?? "it is not YAML.");
					const start = document.contents?.range?.[0] ?? 0;
					take(plainValues(document), { ...piece, source: piece.source }, piece.offset + start);
				}
			} catch (thrown) {
				const template = piece.source.indexOf("{{");
				if (thrown instanceof YamlProblem && template >= 0) refuse(piece.offset + template, TEMPLATE);
				else if (thrown instanceof YamlProblem) refuse(piece.offset + thrown.offset, thrown.message);
				else if (thrown instanceof RangeError) refuse(piece.offset, "it is nested too deeply to be read.");
				else throw thrown;
			}
		}
	}
	if (named && resources.length === 0 && errors.length === 0)
		errors.push({ path, message: "it holds no object of Kubernetes, and nothing else that can be audited." });
	return {
		inputs: resources.length > 0 || named ? [{ path, kind: "kubernetes-manifest", sha256, resources: resources.length }] : [],
		resources,
		notVisible: others > 0 && !(named && resources.length === 0) ? [{ what: path, why: notObjects(others) }] : [],
		errors,
		...(errors.length > 0 && { partial: true }),
	};
}

function notObjects(count: number): string {
	return count === 1 ? "a document in it is no object of Kubernetes" : `${count} documents in it are no objects of Kubernetes`;
}

/** A document begins with `---` at the start of a line, wherever that is. Source: YAML 1.2, 9.1.2; Kubernetes splits there too. */
function* piecesOf(text: string): Generator<Piece> {
	if (/^\s*\{/.test(text)) {
		const values = [...jsonValues(text)];
		if (values[0]?.valid === true) {
			for (const { offset, source } of values) yield { offset, source, format: "json" };
			return;
		}
	}
	const boundary = /^---(?=[ \t\r\n]|$)/gm;
	let start = 0;
	for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
		const source = text.slice(start, match.index);
		// A directive belongs to the document that it precedes.
		if (/^%/m.test(source) && source.replaceAll(/^(?:[%#].*|\s*)$/gm, "").trim() === "") continue;
		if (source.trim() !== "") yield { offset: start, source, format: "yaml" };
		start = match.index;
	}
	if (text.slice(start).trim() !== "") yield { offset: start, source: text.slice(start), format: "yaml" };
}

function* documentsIn(source: string): Generator<Document.Parsed> {
	const composer = new Composer({
		version: "1.2",
		schema: "failsafe",
		customTags: KUBERNETES_TAGS,
		uniqueKeys: false,
		strict: true,
		logLevel: "silent",
	});
	yield* composer.compose(new Parser().parse(source), false, source.length) as Generator<Document.Parsed>;
}

/** `List` and every kind that ends so holds objects; an API server leaves out what all of them share. */
function* objectsIn(value: unknown, pointer: string): Generator<{ object: ObjectLike; pointer: string }> {
	if (Array.isArray(value)) {
		for (const [index, item] of value.entries()) yield* objectsIn(item, `${pointer}/${index}`);
		return;
	}
	if (typeof value !== "object" || value === null) return;
	const { apiVersion, kind, items } = value as { apiVersion?: unknown; kind?: unknown; items?: unknown };
	if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "") return;
	if (kind.endsWith("List") && Array.isArray(items)) {
		const common = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -4) };
		for (const [index, item] of items.entries()) {
			yield* objectsIn(typeof item === "object" && item !== null ? { ...common, ...item } : item, `${pointer}/items/${index}`);
		}
	} else yield { object: value as ObjectLike, pointer };
}

function isEmptyList(value: unknown): boolean {
	const { kind, items } = value as { kind?: unknown; items?: unknown };
	return typeof kind === "string" && kind.endsWith("List") && Array.isArray(items) && items.length === 0;
}

function textOf(file: string, { offset, source, format }: Piece, lines: Lines): Text {
	return {
		locate(pointers) {
			const places = format === "json" ? jsonPlaces(source, pointers) : yamlPlaces(source, pointers);
			return new Map([...places].map(([pointer, at]) => [pointer, { file, ...lines.at(offset + at) }]));
		},
	};
}

const TEMPLATE = "it is a template, not YAML yet. Render it first: `helm template RELEASE CHART | socle audit -`.";
/** What is wrong, in words of our own: those of the file may hold a secret. */
const PROBLEMS: Partial<Record<ErrorCode, string>> = {
	TAB_AS_INDENT: "a tab is used to indent, which YAML does not allow. Use spaces.",
	BAD_INDENT: "the indentation does not fit what stands above.",
	MISSING_CHAR: "a quote, bracket, comma or colon is missing.",
	DUPLICATE_KEY: "a key stands twice in the same mapping, which Kubernetes refuses.",
	BAD_ALIAS: "an alias names no anchor above it.",
	MULTILINE_IMPLICIT_KEY: "a key goes over several lines: a colon is missing, or the indentation is wrong.",
	BLOCK_AS_IMPLICIT_KEY: "a mapping stands where a value should: the indentation is wrong, or a text with a colon needs quotes.",
};
