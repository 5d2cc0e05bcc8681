import type { Artefact, Part } from "../artefacts.ts";
import { distributionOf } from "../cluster-files.ts";
import { jsonPlaces } from "../json-places.ts";
import { jsonValues } from "../json-values.ts";
import { Lines } from "../lines.ts";
import type { Properties, Resource, Text } from "../resource.ts";
import { Secret } from "../resource.ts";
import type { ObjectLike } from "./object.ts";
import { kubernetesResource } from "./object.ts";
import { DEEPEST, readYaml, YamlProblem, yamlPlaces } from "./yaml.ts";

/** A part of a text that can be read by itself. */
interface Piece {
	/** Offset in the whole text. */
	offset: number;
	source: string;
	/** What it says, or what is wrong with it; the offset counts from the piece's own start. */
	values: readonly { value: unknown; offset: number }[];
	problem?: { offset: number; message: string };
	places(source: string, pointers: Iterable<string>): Map<string, number>;
}

/**
 * Objects of Kubernetes in YAML or JSON: several documents or values in one text, and lists of any kind. What is neither an object nor
 * broken, such as the values of a Helm chart, is counted and said.
 */
export function readManifests({ path, named, sha256, text }: Pick<Artefact, "path" | "named" | "sha256" | "text">): Part {
	const lines = new Lines(text);
	const resources: Resource[] = [];
	const errors: Part["errors"] = [];
	let others = 0;
	for (const piece of piecesOf(text)) {
		const { offset, values, problem } = piece;
		if (problem !== undefined) errors.push({ path, line: lines.at(offset + problem.offset).line, message: problem.message });
		else if (values.length === 0) continue;
		const written = textOf(path, piece, lines);
		for (const document of values) {
			if (document.value === null) continue;
			const objects = objectsIn(document.value, "");
			const location = { file: path, ...lines.at(offset + document.offset), role: "source" as const };
			const at = (pointer: string) => ({ locations: [location], written: { text: written, pointer: (below: string) => pointer + below } });
			const distribution = objects === undefined && isMapping(document.value) ? distributionOf(document.value, path) : undefined;
			if (distribution !== undefined) resources.push(configuration(distribution, document.value as Properties, path, at("")));
			else if (objects === undefined) others++;
			for (const { object, pointer } of objects ?? []) {
				if (object === undefined) others++;
				else resources.push(kubernetesResource(object, { source: "plan", ...at(pointer) }));
			}
		}
	}
	if (named && resources.length === 0 && errors.length === 0)
		errors.push({ path, message: "it holds no object of Kubernetes, and nothing else that can be audited." });
	return {
		inputs: resources.length > 0 ? [{ path, kind: "kubernetes-manifest", sha256, resources: resources.length }] : [],
		resources,
		notVisible: [],
		errors,
		...(errors.length > 0 && { partial: true }),
		...(others > 0 && !(named && resources.length === 0) && { others }),
	};
}

/** `config.yaml` of RKE2 or k3s, which has no kind. What lets a machine join the cluster is a secret. */
function configuration(distribution: string, content: Properties, path: string, more: Pick<Resource, "locations" | "written">): Resource {
	const properties = Object.fromEntries(Object.entries(content).map(([key, value]) => [key, JOINS.test(key) ? new Secret() : value]));
	const name = path.split(/[\\/]/).at(-1) ?? path;
	return {
		id: `${distribution}/v1/Config ${path}`,
		type: `${distribution}/v1/Config`,
		name,
		properties,
		dependsOn: [],
		source: "plan",
		...more,
	};
}

/** Source: k3s and RKE2, server configuration reference. */
const JOINS = /^((agent-)?token|etcd-s3-(access|secret)-key)$/;

function* piecesOf(text: string): Generator<Piece> {
	if (/^\s*[{[]/.test(text)) {
		let first = true;
		for (const { offset, source, value, problem } of jsonValues(text, DEEPEST)) {
			// `{{ … }}` of a template and YAML in flow style begin alike, and are no JSON from the start.
			if (first && value === undefined && problem?.message === NOT_JSON) break;
			first = false;
			if (problem?.message === NOT_JSON) {
				yield { offset, source, values: [], places: jsonPlaces, problem: { ...problem, message: "from here on it is not JSON." } };
				return;
			}
			const values = problem === undefined ? [{ value, offset: 0 }] : [];
			yield { offset, source, values, places: jsonPlaces, ...(problem !== undefined && { problem }) };
		}
		if (!first) return;
	}
	for (const { offset, source } of documentsOf(text)) yield { offset, source, places: yamlPlaces, ...yamlOf(source) };
}

const NOT_JSON = "it is not JSON.";

/** A document begins with `---` at the start of a line, wherever that is. Source: YAML 1.2, 9.1.2; Kubernetes splits there too. */
function* documentsOf(text: string): Generator<{ offset: number; source: string }> {
	const boundary = /^---(?=[ \t\r\n]|$)/gm;
	let start = 0;
	for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
		const source = text.slice(start, match.index);
		if (source.startsWith("%")) continue; // a directive belongs to the document that it precedes
		if (source.trim() !== "") yield { offset: start, source };
		start = match.index;
	}
	const source = text.slice(start);
	if (source.trim() !== "") yield { offset: start, source };
}

function yamlOf(source: string): Pick<Piece, "values" | "problem"> {
	try {
		return { values: readYaml(source) };
	} catch (thrown) {
		if (!(thrown instanceof YamlProblem)) throw thrown;
		const template = source.indexOf("{{");
		return { values: [], problem: template < 0 ? thrown : { offset: template, message: TEMPLATE } };
	}
}

const TEMPLATE = "it is a template, not YAML yet. Render it first: `helm template RELEASE CHART | socle audit -`.";

/** Files of tools that look like objects and are sent to no API server. */
const TOOLS =
	/^(?:v1\/Config|(?:kustomize\.config\.k8s\.io|skaffold|kind\.x-k8s\.io|k3d\.io|kuttl\.dev|tanka\.dev|ctlptl\.dev|backstage\.io)\/.*)$/;

/**
 * The objects in a value; `undefined` for what is none. `List` and every kind that ends so holds objects, of which an API server leaves out
 * what all of them share. An item that is no object is there without one.
 */
function objectsIn(value: unknown, pointer: string): { object?: ObjectLike; pointer: string }[] | undefined {
	if (Array.isArray(value)) {
		const found = value.map((item, index) => objectsIn(item, `${pointer}/${index}`));
		return found.every((objects) => objects === undefined) ? undefined : found.flatMap((objects) => objects ?? [{ pointer }]);
	}
	if (typeof value !== "object" || value === null) return undefined;
	const { apiVersion, kind, items } = value as { apiVersion?: unknown; kind?: unknown; items?: unknown };
	if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "") return undefined;
	if (TOOLS.test(`${apiVersion}/${kind}`)) return undefined;
	if (!kind.endsWith("List") || !Array.isArray(items)) return [{ object: value as ObjectLike, pointer }];
	const common = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
	return items.flatMap((item: unknown, index) => {
		const below = `${pointer}/items/${index}`;
		return objectsIn(typeof item === "object" && item !== null ? { ...common, ...item } : item, below) ?? [{ pointer: below }];
	});
}

function isMapping(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(file: string, { offset, source, places }: Piece, lines: Lines): Text {
	return {
		locate: (pointers) => new Map([...places(source, pointers)].map(([pointer, at]) => [pointer, { file, ...lines.at(offset + at) }])),
	};
}
