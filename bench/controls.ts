/**
 * Judges a list of OpenStack resources by every control, and prints as JSON: resources, results of controls that can see them, CPU seconds,
 * MB that the evaluation holds. The list is what the controls' own examples hold, each story told again under other names until the list
 * is as long as asked for: so it has every type, and joins that lead somewhere, and grows with the catalogue.
 */
import type { Resource, Value } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { catalogue } from "../policies/catalogue.ts";
import type { Example } from "../policies/control.ts";
import { evaluate } from "../policies/evaluate.ts";
import { inventoryOf } from "../policies/examples/judge.ts";

const stories = catalogue.flatMap((control) => {
	const { pass, fail } = control.examples;
	const visible = ({ source, resources }: Example): boolean =>
		(source ?? control.sources[0]) === "plan" && resources.every(({ type }) => type.startsWith("openstack:"));
	return [...pass, ...fail].filter(visible).map((example) => inventoryOf(control, example).resources);
});

/** Names in letters, because names that differ in numbers only are replicas of each other. */
function again(story: readonly Resource[], round: number): Resource[] {
	const suffix = `-${[...String(round)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
	const names = new Set(story.flatMap(({ id, name, physicalId }) => [id, name, ...(physicalId === undefined ? [] : [physicalId])]));
	const renamed = (value: Value): Value => {
		if (typeof value === "string") return names.has(value) ? value + suffix : value;
		if (value instanceof Unknown)
			return new Unknown(
				value.reason,
				value.references.map((id) => id + suffix),
			);
		if (Array.isArray(value)) return value.map(renamed);
		if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
		return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, renamed(child)]));
	};
	return story.map((resource) => ({
		...resource,
		id: resource.id + suffix,
		name: resource.name + suffix,
		...(resource.physicalId === undefined ? {} : { physicalId: resource.physicalId + suffix }),
		properties: renamed(resource.properties) as Resource["properties"],
	}));
}

const wanted = Number(process.argv[2]);
const resources: Resource[] = [];
for (let round = 0; resources.length < wanted; round++) resources.push(...again(stories[round % stories.length] ?? [], round));
resources.length = wanted;

const gc = globalThis.gc as () => void;
const rounds = Array.from({ length: Number(process.argv[3] ?? 5) }, () => {
	gc();
	const heap = process.memoryUsage().heapUsed;
	const before = process.cpuUsage();
	const { results } = evaluate(
		{ resources: resources.map((resource) => ({ ...resource })), source: "plan", partial: false },
		{ controls: catalogue },
	);
	const { user, system } = process.cpuUsage(before);
	gc();
	return { results: results.length, seconds: (user + system) / 1e6, megabytes: (process.memoryUsage().heapUsed - heap) / 2 ** 20 };
});
const best = rounds.toSorted((a, b) => a.seconds - b.seconds)[0];
console.log(JSON.stringify({ resources: resources.length, ...best }));
