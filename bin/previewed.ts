import type { Deployment, Outcome } from "../engine/lifecycle.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import type { Inventory, Resource } from "../inventory/resource.ts";
import type { Opened } from "./life.ts";
import type { Planned } from "./planned.ts";
import { judged } from "./planned.ts";
import type { Progress } from "./progress.ts";

export interface Previewed {
	/** How many resources `up` would create, change, replace or delete. */
	changes: number;
	/** By layer, in order. */
	layers: { opened: Opened; outcome: Outcome; changes: number }[];
	/** What will be there after `up`, as the engine's events tell it. */
	inventory: Inventory;
}

/** Operations after which a resource is gone. */
const GONE = /^(delete|delete-replaced|discard|discard-replaced|remove-pending-replace)$/;
/** Operations that leave the cloud as it is. */
const NOTHING = /^(same|read|read-replacement|refresh|discard)$/;

/** Previews every layer through the engine, all at once: what one reads of another is in the state, or stood in for. */
export async function previewed(planned: Planned, opened: readonly Opened[]): Promise<Previewed> {
	const foundation = opened.find(({ planned: { layer } }) => layer === "foundation");
	// One that was never brought up, or by an older Socle, lacks outputs that the layers above read.
	const below = foundation === undefined || hasOutputs(foundation.stack.found, Object.keys(foundation.planned.plan.outputs));
	const layers = await Promise.all(
		opened.map(async (each) => {
			const outcome = await each.stack.preview(below || each === foundation ? {} : { program: each.planned.standingIn });
			const steps = outcome.steps.filter(({ op, type }) => !type.startsWith("pulumi:") && !NOTHING.test(op));
			return { opened: each, outcome, changes: steps.filter(({ custom }) => custom).length };
		}),
	);
	const resources: Resource[] = planned.inventory.resources.filter(({ type }) => type.startsWith("socle/"));
	for (const { outcome, opened } of layers) {
		const { layer, plan } = opened.planned;
		const options = { ...(layer !== undefined && { layer }), planned: judged(plan), providers: true };
		const steps = outcome.steps.filter(({ op }) => !GONE.test(op));
		resources.push(...fromEngine(steps, options));
	}
	return {
		changes: layers.reduce((sum, { changes }) => sum + changes, 0),
		layers,
		inventory: {
			...planned.inventory,
			inputs: planned.layers.map(({ stack }, index) => ({
				path: stack,
				kind: "pulumi-preview",
				resources: layers[index]?.outcome.steps.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).length ?? 0,
			})),
			resources,
		},
	};
}

function hasOutputs(found: Deployment | undefined, names: readonly string[]): boolean {
	const root = found?.deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
	const outputs = (root?.["outputs"] as object | undefined) ?? {};
	return names.every((name) => name in outputs);
}

/** A line a layer: `  foundation   54 to create`. */
export function tell({ layers }: Previewed, progress: Progress): void {
	for (const { opened, outcome } of layers) progress.say(`  ${opened.name.padEnd(12)} ${summary(outcome)}`);
}

const WORDS: Record<string, string> = {
	create: "to create",
	update: "to change",
	delete: "to remove",
	replace: "to replace",
	same: "unchanged",
};

/** `54 to create`, counting what clouds hold and not Pulumi's own book-keeping. */
function summary({ steps }: Outcome): string {
	const counts = new Map<string, number>();
	for (const { op, type, custom } of steps) {
		if (!custom || type.startsWith("pulumi:")) continue;
		const word = WORDS[op];
		if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return [...counts].map(([word, count]) => `${count} ${word}`).join(", ") || "nothing";
}
