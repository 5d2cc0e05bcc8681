import type { Artefact, Part } from "./artefacts.ts";
import type { EngineResource } from "./engine-resources.ts";
import { fromEngine } from "./engine-resources.ts";
import type { Json } from "./json.ts";
import { isObject, list, object, own, text, texts } from "./json.ts";
import type { Located } from "./located.ts";
import { located } from "./located.ts";

/** No provider nests as deeply; a broken file may. */
const DEEPEST = 60;

/**
 * A stack's state: `pulumi stack export`, or the file that a backend of one's own keeps. Only what Pulumi manages is in the list, and with
 * what the program asked for, as a plan has it; what it only reads is not.
 */
export function readPulumiState(artefact: Artefact): Part {
	const { path, sha256 } = artefact;
	const file = object(artefact.json);
	const version = file["version"];
	if (version !== 3 && version !== 4) {
		const message = `it is a state of version ${JSON.stringify(version)?.slice(0, 20)}, and 3 or 4 can be read. \`pulumi stack export > state.json\` with a newer Pulumi writes it anew.`;
		return { inputs: [], resources: [], notVisible: [], errors: [{ path, message }], partial: true };
	}
	const at = "checkpoint" in file ? "/checkpoint/latest" : "/deployment";
	const deployment = at === "/deployment" ? file["deployment"] : own(file["checkpoint"], "latest");
	const errors: Part["errors"] = [];
	if (deployment !== undefined && deployment !== null && !isObject(deployment)) errors.push({ path, message: `${at} is no object.` });
	const written = own(deployment, "resources");
	if (written !== undefined && written !== null && !Array.isArray(written)) errors.push({ path, message: `${at}/resources is no list.` });
	const entries = list(written).map((entry, index) => ({ entry, pointer: `${at}/resources/${index}` }));
	const leaving = entries.filter(({ entry }) => own(entry, "delete") === true);
	const found = engineEntries(
		path,
		entries.filter((each) => !leaving.includes(each)),
		errors,
	);
	const resources = managed(found, "state");
	const notVisible: Part["notVisible"] = [];
	if (leaving.length > 0)
		notVisible.push({ what: `${leaving.length} resources in ${path}`, why: "Pulumi has replaced them, and deletes them next" });
	const pending = list(own(deployment, "pending_operations")).length;
	if (pending > 0)
		notVisible.push({
			what: `${pending} resources in ${path}`,
			why: "an interrupted update left it open whether they exist; `pulumi refresh` finds out",
		});
	return {
		inputs: [{ path, kind: "pulumi-state", sha256, resources: resources.length }],
		resources: located(resources, artefact),
		notVisible,
		errors,
		...(errors.length + pending > 0 && { partial: true }),
	};
}

/** Entries that can be read as the engine's; the others are errors. */
export function engineEntries(
	path: string,
	entries: readonly { entry: unknown; pointer: string }[],
	errors: Part["errors"],
): { entry: EngineResource; pointer: string }[] {
	return entries.flatMap(({ entry, pointer }) => {
		const [urn, type] = [text(own(entry, "urn")), text(own(entry, "type"))];
		if (urn === undefined || type === undefined) {
			errors.push({ path, message: `${pointer} names no urn or type of a resource.` });
			return [];
		}
		const inputs = own(entry, "inputs");
		if ((inputs !== undefined && inputs !== null && !isObject(inputs)) || isDeep(inputs) || isDeep(own(entry, "outputs"))) {
			errors.push({ path, message: `${pointer}/inputs can't be read: it is no object, or nested too deeply.` });
			return [];
		}
		const id = text(own(entry, "id"));
		const custom = own(entry, "custom");
		const op = text(own(entry, "op"));
		const dependencies = Object.entries(object(own(entry, "propertyDependencies"))).map(([key, urns]) => [key, texts(urns)]);
		return [
			{
				pointer,
				entry: {
					urn,
					type,
					...(typeof custom === "boolean" && { custom }),
					external: own(entry, "external") === true,
					...(op !== undefined && { op }),
					...(id !== undefined && { id }),
					inputs: object(inputs),
					outputs: object(own(entry, "outputs")),
					dependencies: texts(own(entry, "dependencies")),
					propertyDependencies: Object.fromEntries(dependencies),
				},
			},
		];
	});
}

/** What clouds hold, and the providers that the program makes, each with its place in the file. */
export function managed(entries: readonly { entry: EngineResource; pointer: string }[], source: "plan" | "state"): Located[] {
	const places = new Map(entries.map(({ entry, pointer }) => [entry.urn, pointer]));
	return fromEngine(
		entries.map(({ entry }) => entry),
		{ providers: true },
	).map((resource) => {
		const entry = places.get(resource.id) ?? "";
		return { ...resource, source, entry, pointer: (path) => `${entry}/inputs${path}` };
	});
}

function isDeep(root: unknown): boolean {
	let level: Json[] = isObject(root) ? [root] : [];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > DEEPEST) return true;
		level = level.flatMap((value) => Object.values(value)).filter((value) => typeof value === "object" && value !== null) as Json[];
	}
	return false;
}
