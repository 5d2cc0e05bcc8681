import { isNoise } from "./noise.ts";

/** One property that is not what it was. */
export interface Field {
	/** Where, in the words of the description: elements of lists by their name where they have one. */
	path: readonly string[];
	/** JSON pointer into what the cloud has now; absent where it has nothing there. */
	pointer?: string;
	/** Absent where nothing was described, or nothing is left. */
	described?: unknown;
	found?: unknown;
}

/**
 * The properties in which `found` differs from `described`, noise left out. Nothing, null, "", [] and {} are the same: providers write any of
 * them for "not set".
 */
export function changedFields(type: string, described: unknown, found: unknown): Field[] {
	const fields: Field[] = [];
	// OpenStack gives lists back in any order; in Kubernetes the order of arguments means something.
	compare(described, found, [], "", type.startsWith("openstack:"), fields);
	return fields.filter((field) => !isNoise(type, field));
}

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || value === "" || (typeof value === "object" && Object.keys(value as object).length === 0);

function compare(before: unknown, after: unknown, path: readonly string[], pointer: string, sets: boolean, fields: Field[]): void {
	if (isEmpty(before) && isEmpty(after)) return;
	// A map that came or went is told by what is in it, so that each part is known for noise or not.
	if ((isTree(before) || isEmpty(before)) && (isTree(after) || isEmpty(after))) {
		const [was, is] = [isTree(before) ? before : {}, isTree(after) ? after : {}];
		for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
			compare(was[key], is[key], [...path, key], `${pointer}/${escaped(key)}`, sets, fields);
		}
		return;
	}
	if (Array.isArray(before) && Array.isArray(after) && isNamed(before) && isNamed(after)) {
		for (const name of new Set([...before, ...after].map(nameOf))) {
			const index = after.findIndex((element) => nameOf(element) === name);
			const described = before.find((element) => nameOf(element) === name);
			const [at, to] = [[...path, name], `${pointer}/${index}`];
			if (described === undefined) fields.push({ path: at, pointer: to, found: after[index] });
			else if (index < 0) fields.push({ path: at, described });
			else compare(described, after[index], at, to, sets, fields);
		}
		return;
	}
	// The Terraform bridge writes a list that may hold one element as the element, and reads it back as a list.
	const unwrapped = (value: unknown): unknown => (sets && Array.isArray(value) && value.length === 1 ? value[0] : value);
	if (canonical(unwrapped(before), sets) === canonical(unwrapped(after), sets)) return;
	fields.push({
		path,
		...(!isEmpty(after) && { pointer, found: after }),
		...(!isEmpty(before) && { described: before }),
	});
}

const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** Kubernetes merges lists of containers, ports, volumes, variables and listeners by name. */
const isNamed = (list: readonly unknown[]): boolean =>
	list.length > 0 && new Set(list.map(nameOf)).size === list.length && list.every((element) => nameOf(element) !== "");
const nameOf = (element: unknown): string => (isTree(element) && typeof element["name"] === "string" ? element["name"] : "");

function canonical(value: unknown, sets: boolean): string {
	if (Array.isArray(value)) {
		const items = value.map((item) => canonical(item, sets));
		return `[${(sets ? items.sort() : items).join(",")}]`;
	}
	if (!isTree(value)) return JSON.stringify(value) ?? "";
	const keys = Object.keys(value).filter((key) => !isEmpty(value[key]));
	return `{${keys
		.sort()
		.map((key) => `${key}:${canonical(value[key], sets)}`)
		.join(",")}}`;
}
