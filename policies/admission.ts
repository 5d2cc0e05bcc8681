import type { EngineResource } from "../inventory/engine-resources.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import type { Resource, Value } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { Result } from "../reports/report.ts";
import type { AnyControl } from "./control.ts";
import { evaluate } from "./evaluate.ts";
import { leafAt } from "./guard.ts";
import type { Choice } from "./packs.ts";

export interface AdmissionOptions extends Choice {
	/** The whole plan of which the engine's resources are a part; absent: only what the engine has shown. */
	plan?: readonly Resource[] | undefined;
	/** The plan is one layer of several. */
	partial?: boolean | undefined;
}

/**
 * Judges resources one by one as an engine registers them, by what is known at that moment: what it has shown so far and, for the rest, the
 * plan. A value that the plan could only trace to another resource turns up here resolved; it then stands for that resource in every join.
 */
export class Admission {
	private readonly options: AdmissionOptions;
	private readonly controls: ReadonlyMap<string, AnyControl>;
	private readonly seen: Map<string, Resource>;
	private readonly planned: Map<string, Resource>;
	private readonly aliases = new Map<string, Set<string>>();
	/** Controls that could not be decided when the resource was registered. */
	private readonly undecided = new Map<string, AnyControl[]>();

	constructor(options: AdmissionOptions) {
		this.options = options;
		this.controls = new Map(options.controls.map((control) => [control.id, control]));
		this.planned = new Map(options.plan?.map((resource) => [resource.id, resource]));
		this.seen = new Map(this.planned);
	}

	/** A resource before it is made, with its inputs. Answers every verdict on it. */
	register(registered: EngineResource): Result[] {
		const resource = this.take(registered);
		if (resource === undefined) return [];
		const results = this.judge([resource.id], this.options.controls, this.options.plan === undefined || this.options.partial === true);
		const open = results.filter(({ verdict }) => verdict === "unknown").flatMap(({ control }) => this.controls.get(control) ?? []);
		this.undecided.set(resource.id, open);
		return results;
	}

	/** All resources of the stack, after they were made. Answers what fails or stays unknown of what could not be decided before. */
	finish(stack: readonly EngineResource[]): Result[] {
		for (const resource of stack) this.take(resource);
		return this.options.controls.flatMap((control) => {
			const subjects = stack.filter(({ urn }) => this.undecided.get(urn)?.includes(control)).map(({ urn }) => urn);
			const results = subjects.length === 0 ? [] : this.judge(subjects, [control], this.options.partial === true);
			return results.filter(({ verdict }) => verdict === "fail" || verdict === "unknown");
		});
	}

	private take(registered: EngineResource): Resource | undefined {
		const planned = this.planned.get(registered.urn);
		const [resource] = fromEngine([registered], { planned: planned === undefined ? [] : [planned], providers: true });
		if (resource === undefined) return undefined;
		if (planned !== undefined) this.learn(planned.properties, resource, "");
		for (const [key, urns] of Object.entries(registered.propertyDependencies ?? {})) this.alias(resource.properties[key], urns ?? []);
		this.seen.set(resource.id, resource);
		return resource;
	}

	/** Where the plan had a value that comes from another resource, the value now stands for that resource. */
	private learn(planned: Value, resource: Resource, path: string): void {
		if (planned instanceof Unknown) this.alias(leafAt(resource, path), planned.references);
		else if (typeof planned === "object" && planned !== null)
			for (const [key, child] of Object.entries(planned))
				this.learn(child, resource, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
	}

	private alias(value: Value | undefined, ids: readonly string[]): void {
		if (Array.isArray(value)) for (const element of value) this.alias(element, ids);
		if (typeof value !== "string") return;
		const known = this.aliases.get(value) ?? new Set();
		for (const id of ids) known.add(id);
		this.aliases.set(value, known);
	}

	private judge(ids: readonly string[], controls: readonly AnyControl[], partial: boolean): Result[] {
		const { parameters } = this.options;
		const inventory: Parameters<typeof evaluate>[0] = { resources: [...this.seen.values()], source: "plan", partial };
		return evaluate(inventory, { controls, parameters, only: new Set(ids), aliases: this.aliases }).results;
	}
}
