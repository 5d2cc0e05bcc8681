import type { Artefact, Part } from "./artefacts.ts";
import { isObject, list, object, own, text } from "./json.ts";
import { located } from "./located.ts";
import { engineEntries, managed } from "./pulumi-state.ts";
import { SECRET_ON_THE_WIRE } from "./wire.ts";

/** Operations after which a resource is gone. */
const GONE = /^(delete|delete-replaced|discard|discard-replaced|remove-pending-replace)$/;
/** What `pulumi preview --json` writes for a secret. */
const HIDDEN = "[secret]";

/** What `pulumi preview --json` writes: what the stack will hold, as far as it shows it. */
export function readPulumiPreview(artefact: Artefact): Part {
	const { path, sha256 } = artefact;
	const preview = object(artefact.json);
	const errors: Part["errors"] = [];
	const latest = new Map<string, { entry: unknown; pointer: string }>();
	let same = 0;
	for (const [index, step] of list(preview["steps"]).entries()) {
		const [op, urn] = [text(own(step, "op")), text(own(step, "urn"))];
		const pointer = `/steps/${index}/newState`;
		if (op === undefined || urn === undefined) {
			errors.push({ path, message: `/steps/${index} names no op or urn.` });
			continue;
		}
		if (op === "same") same++;
		if (GONE.test(op)) continue;
		const state = own(step, "newState");
		if (!isObject(state)) errors.push({ path, message: `${pointer} is no resource.` });
		// A replacement has several steps, which end in the same.
		else latest.set(urn, { entry: { ...state, inputs: withSecrets(state["inputs"], 0), op }, pointer });
	}
	const resources = managed(engineEntries(path, [...latest.values()], errors), "plan");
	const hidden = Number(own(preview["changeSummary"], "same") ?? 0) - same;
	const failed = list(preview["diagnostics"]).some((each) => own(each, "severity") === "error");
	const notVisible: Part["notVisible"] = [];
	if (hidden > 0)
		notVisible.push({
			what: `${hidden} resources of the stack`,
			why: "they stay as they are, and the preview leaves them out; `pulumi preview --json --show-sames` shows them",
		});
	if (failed) notVisible.push({ what: path, why: "the preview ended with an error, so that it is only a part" });
	return {
		inputs: [{ path, kind: "pulumi-preview", sha256, resources: resources.length }],
		resources: located(resources, artefact),
		notVisible,
		errors,
		...((hidden > 0 || failed || errors.length > 0) && { partial: true }),
	};
}

/** The preview writes a word in place of a secret; a list of resources has a mark. What is nested too deeply is refused later. */
function withSecrets(value: unknown, depth: number): unknown {
	if (value === HIDDEN) return SECRET_ON_THE_WIRE;
	if (depth > 100 || typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map((each) => withSecrets(each, depth + 1));
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each, depth + 1)]));
}
