import { basename, extname } from "node:path";
import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { Verdict } from "../reports/report.ts";
import { SEVERITIES } from "../reports/report.ts";
import type { AnyControl, Example } from "./control.ts";
import { MISSHAPEN } from "./evaluate.ts";
import { inventoryOf, judge } from "./examples/judge.ts";

/** An example with the verdict that it stands for. */
export interface Told {
	verdict: Verdict;
	example: Example;
	/** `fail: any address` */
	title: string;
}

/** What is wrong with a control, a sentence each. Empty: it keeps what it promises, as far as its examples show. */
export function faultsOf(control: AnyControl, file?: string): string[] {
	const faults = [...(file === undefined ? [] : nameFaults(control, file)), ...wordFaults(control)];
	const examples = told(control);
	const wrong = examples.flatMap((each) => verdictFaults(control, each));
	faults.push(...wrong);
	// Where an example itself is wrong, what becomes of it when a value is hidden says nothing more.
	if (wrong.length === 0) for (const each of examples) faults.push(...hidingFaults(control, each), ...referenceFaults(control, each));
	return [...faults, ...shapeFaults(control)];
}

/** Every example of a control. */
export function told({ examples }: AnyControl): Told[] {
	const { pass, fail, unknown = [], notApplicable = [] } = examples;
	const lists: [Verdict, readonly Example[]][] = [
		["pass", pass],
		["fail", fail],
		["unknown", unknown],
		["not-applicable", notApplicable],
	];
	return lists.flatMap(([verdict, list]) => list.map((example) => ({ verdict, example, title: `${verdict}: ${example.title}` })));
}

/** A file of a control bears its name. */
export function nameFaults({ id }: AnyControl, file: string): string[] {
	const name = basename(file, extname(file));
	return name === id ? [] : [`The file is called ${name}, the control ${id}: reports lead to the file by the name of the control.`];
}

/** What a reader needs: a name, words, references, enough examples. */
export function wordFaults(control: AnyControl): string[] {
	const { id, title, rationale, remediation, severity, references, parameters = {}, sources, examples, appliesTo } = control;
	const faults: string[] = [];
	const ask = (holds: boolean, otherwise: string): void => void (holds || faults.push(otherwise));
	ask(/^[a-z]+(-[a-z0-9]+)+$/.test(id), `The id "${id}" is not lower case words joined by hyphens.`);
	ask(SEVERITIES.includes(severity), `The severity "${severity}" is none of ${SEVERITIES.join(", ")}.`);
	ask(/^[A-Z].*[^.]$/.test(title), "The title is not a line that begins with a capital letter and ends without a full stop.");
	ask(/^[A-Z].*\.$/s.test(rationale), "The rationale is not a sentence.");
	ask(/^[A-Z].*\.$/s.test(remediation), "The remediation is not a sentence.");
	ask(references.length > 0, "It refers to no clause of a law or standard.");
	const clauses = references.map(({ framework, clause }) => `${framework} ${clause}`);
	ask(new Set(clauses).size === clauses.length, "It refers to a clause twice.");
	ask(sources.length > 0, "It names no source that the fact can be seen in.");
	ask(typeof appliesTo === "function" || appliesTo.length > 0, "It applies to no type of resource.");
	for (const [name, { description }] of Object.entries(parameters as Record<string, { description: string }>))
		ask(/\.$/.test(description), `The description of the parameter ${name} is not a sentence.`);
	for (const verdict of ["pass", "fail"] as const)
		ask(examples[verdict].length >= 2, `It has ${examples[verdict].length} examples that ${verdict}; two are the least.`);
	return faults;
}

/** The example has its verdict, with a place and a sentence, and nothing stumbles on the way. */
export function verdictFaults(control: AnyControl, { verdict, example, title }: Told): string[] {
	const result = judge(control, inventoryOf(control, example), example);
	if (result === undefined) return [`"${title}": the control does not apply to its first resource.`];
	const { message, paths } = result;
	if (message.includes(MISSHAPEN)) return [`"${title}": the check stumbled: ${message}`];
	if (result.verdict !== verdict) return [`"${title}": the verdict is ${result.verdict} (${message})`];
	if (!message.includes(example.says ?? "")) return [`"${title}": the message does not say "${example.says}": ${message}`];
	if (example.at !== undefined && !paths.includes(example.at)) return [`"${title}": it is found at ${paths.join(", ")}.`];
	if (verdict === "fail" && paths.length === 0) return [`"${title}": it fails without a place.`];
	return ["fail", "unknown"].includes(verdict) && !message.endsWith(".") ? [`"${title}": "${message}" is not a sentence.`] : [];
}

/** A definite verdict holds for whatever an unknown value turns out to be, what stood there before included. */
export function hidingFaults(control: AnyControl, { verdict, example, title }: Told): string[] {
	const faults: string[] = [];
	for (const hidden of control.judgesMarking ? [new Unknown()] : [new Unknown(), new Secret()])
		for (const [changed, path] of variants(control, example, () => hidden)) {
			// Where a hidden branch may or may not hold pods, the type goes uncovered, which the report counts.
			const found = judge(control, changed, example)?.verdict ?? "unknown";
			if (found !== verdict && found !== "unknown") {
				const how = hidden instanceof Secret ? "secret" : "unknown";
				faults.push(`"${title}": the verdict is ${found} where ${path} is ${how}, although its value decides.`);
			}
		}
	return faults;
}

/** A reference says the same where it is only known which resource it will come from. */
export function referenceFaults(control: AnyControl, { verdict, example, title }: Told): string[] {
	const names = new Map(inventoryOf(control, example).resources.map(({ id, name, physicalId }) => [physicalId ?? name, id]));
	const later = (leaf: Value): Value | undefined => {
		const id = typeof leaf === "string" ? names.get(leaf) : undefined;
		return id === undefined ? undefined : new Unknown("known after `up`", [id]);
	};
	const faults: string[] = [];
	for (const [changed, path] of variants(control, example, later)) {
		if (!/(Id|Ids\/\d+|group|uuid|volumeType)$/.test(path)) continue;
		const found = judge(control, changed, example)?.verdict;
		if (found !== verdict) faults.push(`"${title}": the verdict is ${found} where ${path} is a reference to what is made in the same run.`);
	}
	return faults;
}

/** Nothing that a file may hold makes it crash. */
export function shapeFaults(control: AnyControl): string[] {
	const [example] = control.examples.pass;
	if (example === undefined) return [];
	for (const strange of ["strange", 7, [], [null], { strange: {} }, null] as Value[])
		for (const [changed, path] of variants(control, example, () => strange))
			try {
				judge(control, changed, example);
			} catch (error) {
				return [`It crashes where ${path} is ${JSON.stringify(strange)}: ${(error as Error).message}.`];
			}
	return [];
}

/** The example's list with one value after the other, leaves and branches, put in place by `change`; with the pointer of what was changed. */
function* variants(control: AnyControl, example: Example, change: (value: Value) => Value | undefined) {
	const inventory = inventoryOf(control, example);
	for (const [index, resource] of inventory.resources.entries())
		for (const [properties, path] of changes(resource.properties, "", change)) {
			const changed = { ...resource, properties } as Resource;
			yield [{ ...inventory, resources: inventory.resources.with(index, changed) }, `${resource.type} ${resource.name}${path}`] as const;
		}
}

function* changes(value: Value, path: string, change: (value: Value) => Value | undefined): Generator<[Value, string]> {
	if (typeof value !== "object" || value === null || value instanceof Unknown || value instanceof Secret) return;
	for (const [key, child] of Object.entries(value) as [string, Value][]) {
		const put = (other: Value): Value => (Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other });
		// What providers write for nothing is no value that could be unknown.
		if (child === "" || child === null) continue;
		const other = change(child);
		if (other !== undefined) yield [put(other), `${path}/${key}`];
		for (const [inner, at] of changes(child, `${path}/${key}`, change)) yield [put(inner), at];
	}
}
