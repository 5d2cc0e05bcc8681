import { createRequire } from "node:module";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";
import { catalogue } from "./catalogue.ts";
import type { AnyControl, Parameter } from "./control.ts";
import { all } from "./packs/all.ts";
import { baseline } from "./packs/baseline.ts";
import { bestPractice } from "./packs/best-practice.ts";
import { gdpr } from "./packs/gdpr.ts";
import { migration } from "./packs/migration.ts";
import { nis2 } from "./packs/nis2.ts";
import type { Pack, PackEntry } from "./packs/pack.ts";
import { podSecurityBaseline, podSecurityRestricted } from "./packs/pod-security.ts";
import { secnumcloud } from "./packs/secnumcloud.ts";
import { sovereignty } from "./packs/sovereignty.ts";

/** Packs by name. One is here once it holds all that its name promises. */
export const packs: readonly Pack[] = [
	baseline,
	bestPractice,
	gdpr,
	migration,
	nis2,
	podSecurityBaseline,
	podSecurityRestricted,
	secnumcloud,
	sovereignty,
	all,
];

export interface Wish {
	/** Packs, or names of Socle's; default: `baseline`, or `all` where controls are named. The last one's parameters win. */
	packs?: readonly (string | Pack)[];
	/** Ids of the only controls wanted; default: every one of the packs. */
	controls?: readonly string[];
	/** Control id → parameter → value, over those of the packs. */
	parameters?: Readonly<Record<string, unknown>>;
}

export interface Choice {
	controls: readonly AnyControl[];
	/** Values that differ from the defaults, by control id. */
	parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
	packs: readonly string[];
}

/**
 * The controls that a run applies, and with which parameters.
 * @throws UserError (exit 2) for a pack, control or parameter that is not known, and a value that a parameter can't have
 */
export function chooseControls({ packs: asked = [], controls: ids = [], parameters: given = {} }: Wish = {}): Choice {
	const names = asked.length > 0 ? asked : [ids.length > 0 ? "all" : "baseline"];
	const chosen = names.map((pack) => (typeof pack === "string" ? packNamed(pack) : pack));
	const entries = new Map<string, PackEntry>();
	for (const { name, controls } of chosen)
		for (const entry of controls) {
			if (entry.parameters !== undefined) validated({ [entry.control.id]: entry.parameters }, () => entry.control, `the pack ${name}`);
			const { parameters } = entries.get(entry.control.id) ?? {};
			entries.set(entry.control.id, parameters === undefined ? entry : { ...entry, parameters: { ...parameters, ...entry.parameters } });
		}
	const known = (id: string): AnyControl => entries.get(id)?.control ?? controlNamed(id);
	for (const id of ids) entries.set(id, entries.get(id) ?? { control: known(id) });
	const wanted = [...entries.values()].filter(({ control: { id } }) => ids.length === 0 || ids.includes(id));
	const valid = validated(given, known);
	const parameters = wanted.map(({ control: { id }, parameters }) => [id, { ...parameters, ...valid[id] }] as const);
	return { controls: wanted.map(({ control }) => control), parameters: new Map(parameters), packs: chosen.map(({ name }) => name) };
}

/** @throws UserError (exit 2) naming the nearest one where there is none of this name */
export function packNamed(name: string): Pack {
	return (
		packs.find((pack) => pack.name === name) ??
		unknown(
			"pack",
			name,
			packs.map((pack) => pack.name),
		)
	);
}

/** @throws UserError (exit 2) naming the nearest one where there is none of this id */
export function controlNamed(id: string): AnyControl {
	return (
		catalogue.find((control) => control.id === id) ??
		unknown(
			"control",
			id,
			catalogue.map((control) => control.id),
		)
	);
}

function unknown(what: string, name: string, known: readonly string[]): never {
	const next = what === "pack" ? `Packs: ${known.join(", ")}.` : "`socle controls list` names them all.";
	throw new UserError(`There is no ${what} named "${name}".${near(name, known)}`, { next });
}

function near(name: string, known: readonly string[]): string {
	const { closest, distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
	const nearest = closest(name, known as string[]);
	return distance(name, nearest) <= Math.max(2, name.length / 3) ? ` Did you mean "${nearest}"?` : "";
}

// Loaded only where parameters or mistakes make them necessary.
const require = createRequire(import.meta.url);

type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function validated(given: Readonly<Record<string, unknown>>, known: (id: string) => AnyControl, by?: string): Values {
	const problems: Problem[] = [];
	for (const [id, values] of Object.entries(given)) {
		const { parameters = {} } = known(id);
		if (typeof values !== "object" || values === null || Array.isArray(values)) {
			problems.push({ key: id, message: "is no mapping of parameters to values." });
			continue;
		}
		for (const [name, value] of Object.entries(values)) {
			const message = wrong((parameters as Record<string, Parameter<unknown>>)[name], name, value, Object.keys(parameters));
			if (message !== undefined) problems.push({ key: `${id}.${name}`, message });
		}
	}
	if (problems.length > 0) {
		throw new UserError(`These parameters${by === undefined ? "" : ` of ${by}`} can't be used.`, {
			problems,
			next: "`socle controls show ID` lists what a control takes.",
		});
	}
	return given as Values;
}

function wrong(parameter: Parameter<unknown> | undefined, name: string, value: unknown, known: readonly string[]): string | undefined {
	if (parameter === undefined)
		return known.length === 0 ? "This control takes no parameters." : `is not known.${near(name, known)} Known: ${known.join(", ")}.`;
	const { z } = require("zod") as typeof import("zod");
	const { error } = z.fromJSONSchema(parameter.schema as never).safeParse(value);
	return error === undefined
		? undefined
		: `${error.issues.map(({ path, message }) => `${path.length > 0 ? `[${path.join("][")}] ` : ""}${message}`).join("; ")}. ${parameter.description}`;
}
