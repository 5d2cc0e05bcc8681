import type { SupplierKind } from "../facts/facts.ts";
import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import { textOf } from "./credentials.ts";
import { environmentOf } from "./environment.ts";
import { escapeToken, leafAt, unguarded } from "./guard.ts";
import type { Jurisdictions } from "./jurisdiction.ts";
import { allowedJurisdictions, allows } from "./jurisdiction.ts";
import type { Operator } from "./operators.ts";
import { operatorOf } from "./operators.ts";
import { podPaths } from "./pods.ts";
import { remembered } from "./remembered.ts";

/** A text of a resource in which hosts may stand: variables, arguments, annotations, configuration, user data. */
export interface NamedText {
	path: string;
	/** The key, variable or flag that it is the value of. */
	name: string;
	/** Or why it can't be read. */
	text: string | Unknown | Secret;
}

const INSTANCE = "openstack:compute/instance:Instance";
/** Kinds whose every text is looked at: what configures something else. Kubernetes' own kinds are named with their place. */
const OWN: Readonly<Record<string, readonly string[]>> = {
	"v1/ConfigMap": ["/data"],
	"v1/Service": ["/metadata/annotations", "/spec/externalName"],
	"networking.k8s.io/v1/Ingress": ["/metadata/annotations"],
	[INSTANCE]: ["/userData", "/metadata"],
};
const POD = ["containers", "initContainers"];
const CUSTOM = /^[a-z0-9.-]+\.[a-z0-9-]+\/v\d\w*\/\w+$/;
const BUILT_IN = /\.k8s\.io\/|^(apps|batch|autoscaling|policy)\//;

/** Whether the resource holds texts in which hosts may stand. */
export function namesHosts(resource: Resource): boolean {
	return resource.type in OWN || podPaths(resource).length > 0 || (CUSTOM.test(resource.type) && !BUILT_IN.test(resource.type));
}

const found = new WeakMap<Resource, readonly NamedText[]>();

/** The texts of a resource, collected once. */
export function textsOf(resource: Resource): readonly NamedText[] {
	const raw = unguarded(resource);
	let texts = found.get(raw);
	if (texts === undefined) {
		texts = [...collected(raw)];
		found.set(raw, texts);
	}
	return texts;
}

function* collected(raw: Resource): Generator<NamedText> {
	const pods = podPaths(raw);
	const roots = OWN[raw.type] ?? (pods.length > 0 ? ["/metadata/annotations"] : ["/metadata/annotations", "/spec"]);
	for (const root of roots) yield* below(leafAt(raw, root), root, root.slice(root.lastIndexOf("/") + 1));
	for (const spec of pods)
		for (const kind of POD) {
			const at = `${spec}/${kind}`;
			const containers = leafAt(raw, at);
			if (containers instanceof Unknown || containers instanceof Secret) yield { path: at, name: kind, text: containers };
			if (!Array.isArray(containers)) continue;
			for (const index of containers.keys())
				for (const key of ["env", "command", "args"]) yield* below(leafAt(raw, `${at}/${index}/${key}`), `${at}/${index}/${key}`, key);
		}
}

function* below(value: Value | undefined, path: string, name: string): Generator<NamedText> {
	if (value instanceof Unknown || value instanceof Secret) yield { path, name, text: value };
	else if (typeof value === "string")
		yield { path, name: /^--?[\w-]+(?==)/.exec(value)?.[0] ?? name, text: name === "userData" ? (textOf(value) ?? value) : value };
	else if (typeof value === "object" && value !== null) {
		const { name: called, value: variable } = value as { name?: Value; value?: Value };
		if (typeof called === "string" && variable !== undefined) return yield* below(variable, `${path}/value`, called);
		for (const [key, child] of Object.entries(value)) yield* below(child, `${path}/${escapeToken(key)}`, Array.isArray(value) ? name : key);
	}
}

const HOST = /(?<![\w.@-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?![\w-])/gi;

/** Host names in a text, each once. */
export const hostsIn = remembered((text): readonly string[] =>
	text.includes(".") ? [...new Set(text.slice(0, 65_536).toLowerCase().match(HOST) ?? [])] : [],
);

/** Says who operates something, if that is outside what is allowed or not known. */
export function judgeOperator(
	what: string,
	path: string,
	operator: Operator,
	{ all, facts, parameters, report, unknown }: CheckContext<Jurisdictions>,
): void {
	const allowed = allowedJurisdictions(all, parameters);
	if (operator.kind === "own") return;
	const fits = allows(operator.country === "mixed" ? undefined : operator.country, allowed, facts);
	if (operator.kind === "stranger") unknown(path, `${operator.who}; declare it under suppliers`);
	else if (operator.kind === "known" && !operator.read) unknown(path, `${operator.who}, which is common knowledge only`);
	else if (fits === undefined) unknown(path, operator.who);
	else if (!fits) report({ path, message: `${what} outside ${allowed.join(", ")}: ${operator.who}.` });
}

/**
 * Judges each host of a kind that a resource names: those that the facts know as of this kind, and every one that is the value of a key,
 * variable or flag that says so by its name.
 */
export function judgeNamedHosts(
	kind: SupplierKind,
	says: RegExp | undefined,
	what: string,
	subject: Resource,
	context: CheckContext<Jurisdictions>,
): void {
	const suppliers = environmentOf(context.all)?.suppliers;
	let any = false;
	for (const { path, name, text } of textsOf(subject)) {
		if (typeof text !== "string") {
			any = true;
			context.unknown(path, text instanceof Secret ? "it is a secret" : text.reason);
			continue;
		}
		const meant = says?.test(name) === true;
		for (const host of hostsIn(text)) {
			if (!meant && context.facts.operator(kind, host) === undefined) continue;
			if (/\.svc(\.cluster\.local)?$|\.local$/.test(host)) continue;
			any = true;
			judgeOperator(what, path, operatorOf(kind, host, suppliers, context.facts), context);
		}
	}
	if (!any) context.notApplicable();
}
