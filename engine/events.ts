/** What the engine reports while it works, read loosely: fields that are missing and events that are new never break a run. */

/** Name of an operation of the engine: same, create, update, delete, replace, create-replacement, delete-replaced, read, refresh, import … */
export type Operation = string;

/** A resource that the engine is about to work on or has worked on. Values are in the engine's wire form: unknowns and secrets are marked, secrets never in clear. */
export interface Step {
	op: Operation;
	urn: string;
	type: string;
	/** False for components, which exist only in the state. */
	custom: boolean;
	/** The cloud's own identifier; empty before creation. */
	id: string;
	parent: string;
	provider: string;
	protect: boolean;
	inputs: Record<string, unknown>;
	outputs: Record<string, unknown>;
	/** What the state held before; absent for a creation. */
	old?: { id: string; inputs: Record<string, unknown>; outputs: Record<string, unknown> };
	/** Paths of the properties that differ, e.g. `tags[0]`. */
	differs: string[];
}

export type EngineEvent =
	| { kind: "start"; step: Step; planning: boolean }
	| { kind: "done"; step: Step; planning: boolean }
	| { kind: "failed"; step: Step }
	| { kind: "violation"; violation: Violation }
	| { kind: "diagnostic"; diagnostic: Diagnostic }
	| { kind: "summary"; changes: Record<Operation, number>; seconds: number; mayBeCorrupt: boolean }
	| { kind: "error"; message: string }
	/** Kept for `--debug`: the engine may report more than is known here. */
	| { kind: "other"; name: string; body: unknown };

export interface Violation {
	policy: string;
	pack: string;
	/** A mandatory one stops the run; the others are advice. */
	mandatory: boolean;
	severity: string;
	message: string;
	urn?: string;
}

export interface Diagnostic {
	severity: "info" | "warning" | "error";
	message: string;
	urn?: string;
	/** Why it is of no use to the reader; such lines are shown with `--debug` only. */
	noise?: string;
}

/** Messages that are known, harmless and not to be acted on. A missing row shows a line too many; never add one that could hide a failure. */
const NOISE: readonly { pattern: RegExp; why: string }[] = [
	{
		pattern: /Support for neutron-lbaas will be removed/,
		why: "openstack 3.15.2 warns of useOctavia, which its balancers need; Socle makes Octavia balancers only",
	},
	{
		pattern: /multiattach parameter has been deprecated|Use openstack_\w+ (resource )?instead|[Uu]se '?\w+'? instead/,
		why: "the provider warns of its own schema's old names, which components do not set",
	},
	{
		pattern: /The Pulumi CLI will attempt to|pulumi\.com\/docs|A new version of Pulumi is available/,
		why: "advice for users of the command itself",
	},
];

/** Messages that matter, in words that fit Socle. */
const REWORDED: readonly { pattern: RegExp; words: (message: string) => string }[] = [
	{
		pattern: /^Attempting to deploy or update resources with \d+ pending operations/,
		words: (message) => {
			const cut = [...message.matchAll(/\* (\S+), interrupted while (\w+)/g)].map(([, urn, doing]) => `${nameOf(urn!)} (${doing})`);
			return (
				`An earlier run was killed in the middle of: ${cut.join(", ")}. What it made may be in the cloud without being in the state. ` +
				"Look for it (`socle drift` lists what is not managed), then `socle refresh`."
			);
		},
	},
];

type Json = Record<string, unknown>;

/** One event of the Automation API's stream. */
export function readEvent(raw: object): EngineEvent | undefined {
	const event = raw as Json;
	const name = Object.keys(event).find((key) => key.endsWith("Event"));
	if (name === undefined) return undefined;
	const body = record(event[name]);
	switch (name) {
		case "resourcePreEvent":
			return { kind: "start", step: step(record(body["metadata"])), planning: body["planning"] === true };
		case "resOutputsEvent":
			return { kind: "done", step: step(record(body["metadata"])), planning: body["planning"] === true };
		case "resOpFailedEvent":
			return { kind: "failed", step: step(record(body["metadata"])) };
		case "policyEvent":
			return { kind: "violation", violation: violation(body) };
		case "diagnosticEvent":
			// The SDK's own debug lines hold secrets in clear: they go no further, not even with --debug.
			if (body["severity"] === "debug") return undefined;
			return { kind: "diagnostic", diagnostic: diagnostic(body) };
		case "summaryEvent": {
			const changes = record(body["resourceChanges"]) as Record<Operation, number>;
			return { kind: "summary", changes, seconds: Number(body["durationSeconds"] ?? 0), mayBeCorrupt: body["maybeCorrupt"] === true };
		}
		case "errorEvent":
			return { kind: "error", message: text(body["error"]) };
		// It ends every stream, cancelled or not.
		case "cancelEvent":
			return undefined;
		default:
			return { kind: "other", name, body };
	}
}

/** Name of the resource that a URN identifies: its last part. */
export function nameOf(urn: string): string {
	return urn.split("::").at(-1) ?? urn;
}

/** Type of the resource that a URN identifies, without the types of its parents. */
export function typeOf(urn: string): string {
	return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function step(metadata: Json): Step {
	const old = metadata["old"] === null || metadata["old"] === undefined ? undefined : record(metadata["old"]);
	const state = metadata["new"] === null || metadata["new"] === undefined ? (old ?? {}) : record(metadata["new"]);
	const diffs = Array.isArray(metadata["diffs"]) ? metadata["diffs"].map(text) : [];
	return {
		op: text(metadata["op"]),
		urn: text(metadata["urn"]),
		type: text(metadata["type"]),
		custom: state["custom"] === true,
		id: text(state["id"]),
		parent: text(state["parent"]),
		provider: text(metadata["provider"]),
		protect: state["protect"] === true,
		inputs: record(state["inputs"]),
		outputs: record(state["outputs"]),
		...(old === undefined ? {} : { old: { id: text(old["id"]), inputs: record(old["inputs"]), outputs: record(old["outputs"]) } }),
		differs: [...new Set([...Object.keys(record(metadata["detailedDiff"])), ...diffs])],
	};
}

function violation(body: Json): Violation {
	const urn = text(body["resourceUrn"]);
	return {
		policy: text(body["policyName"]),
		pack: text(body["policyPackName"]),
		mandatory: body["enforcementLevel"] === "mandatory",
		severity: text(body["severity"]),
		message: plain(text(body["message"])),
		...(urn === "" ? {} : { urn }),
	};
}

function diagnostic(body: Json): Diagnostic {
	const urn = text(body["urn"]);
	const original = plain(text(body["message"]));
	const message = REWORDED.find(({ pattern }) => pattern.test(original))?.words(original) ?? original;
	const said = text(body["severity"]);
	const severity = said === "error" || said === "warning" ? said : "info";
	// An error is never noise.
	const noise = severity === "error" ? undefined : NOISE.find(({ pattern }) => pattern.test(message))?.why;
	return { severity, message, ...(urn === "" ? {} : { urn }), ...(noise === undefined ? {} : { noise }) };
}

/** Without the engine's colour tags and ANSI sequences. */
function plain(message: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: an ANSI sequence begins with one.
	return message.replace(/<\{%[^%]*%\}>|\u001b\[[0-9;]*m/g, "").trim();
}

function record(value: unknown): Json {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function text(value: unknown): string {
	return typeof value === "string" ? value : "";
}
