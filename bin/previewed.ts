import type { Outcome } from "../engine/lifecycle.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import type { Inventory, Resource } from "../inventory/resource.ts";
import type { Opened } from "./life.ts";
import { open } from "./life.ts";
import type { OpenOptions, Planned } from "./planned.ts";
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

/** Previews every layer through the engine, lowest first. */
export async function previewed(planned: Planned, options: OpenOptions, progress: Progress): Promise<Previewed> {
	const layers: Previewed["layers"] = [];
	const resources: Resource[] = planned.inventory.resources.filter(({ type }) => type.startsWith("socle/"));
	let standingIn = false;
	for (const layer of planned.layers) {
		const opened = await open(layer, { ...options, standingIn }, progress);
		const outcome = await opened.stack.preview();
		// A foundation that was never brought up, or by an older Socle, lacks outputs that the layers above read.
		const outputs = await opened.stack.outputs();
		if (layer.layer === "foundation" && Object.keys(layer.plan.outputs).some((name) => !(name in outputs))) standingIn = true;
		const steps = outcome.steps.filter(({ op, type }) => !type.startsWith("pulumi:") && !NOTHING.test(op));
		const changes = steps.filter(({ custom }) => custom).length;
		resources.push(
			...fromEngine(
				outcome.steps.filter(({ op }) => !GONE.test(op)),
				{ ...(layer.layer === undefined ? {} : { layer: layer.layer }), planned: judged(layer.plan), providers: true },
			),
		);
		progress.say(`  ${layer.name.padEnd(12)} ${summary(outcome)}`);
		layers.push({ opened, outcome, changes });
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
