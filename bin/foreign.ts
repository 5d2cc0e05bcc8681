import type { Difference, DriftLayer, DriftOptions, Judge } from "../engine/drift.ts";
import type { Inventory } from "../inventory/resource.ts";
import type { Opened } from "./life.ts";
import type { Planned } from "./planned.ts";
import { openCloud, openCluster } from "./sign-in.ts";

/** What stands on these layers' ground and is managed by nobody, a line each: `SecurityGroupRule tcp 22 from 0.0.0.0/0 on group app`. */
export async function foreignChildren(planned: Planned, layers: readonly Opened[], signal?: AbortSignal): Promise<string[]> {
	const { findUnmanaged } = await import("../engine/drift.ts");
	const options = await driftOptions(planned, signal);
	if (options.sharedGround !== undefined && layers.every(({ name }) => name !== "services")) return [];
	const { differences, notVisible } = await findUnmanaged(layers.map(driftLayer), options);
	return [...differences.map(words), ...notVisible.map(({ what, why }) => `? ${what} could not be looked at: ${why}`)];
}

export const words = ({ subject, what }: Difference): string => `${subject} ${what}`;

export function driftLayer({ planned: { name, layer, plan }, stack }: Pick<Opened, "planned" | "stack">): DriftLayer {
	return { name, stack, plan, ...(layer !== undefined && { layer }) };
}

/** Every control judges what differs: a weakening counts whichever pack an organisation has chosen for its gate. */
export async function driftOptions(planned: Planned, signal?: AbortSignal): Promise<DriftOptions> {
	const [{ chooseControls }, { evaluate }] = await Promise.all([import("../policies/packs.ts"), import("../policies/evaluate.ts")]);
	const { controls, parameters } = chooseControls({ packs: ["all"] });
	const declared = planned.inventory.resources.filter(({ type }) => type.startsWith("socle/"));
	const judge: Judge = (resources) => {
		const inventory: Pick<Inventory, "resources" | "source" | "partial"> = {
			resources: [...declared, ...resources],
			source: "state",
			partial: planned.inventory.partial,
		};
		return evaluate(inventory, { controls, parameters })
			.results.filter(({ verdict }) => verdict === "fail")
			.map(({ control, severity, resource }) => ({ control, severity, resource: resource.id }));
	};
	return {
		judge,
		...(apart(planned) && { sharedGround: "foundation and platform stand on the same ground; look at all layers together" }),
		openCloud: (name, region) => openCloud(name, region, signal),
		openCluster: (context) => openCluster(context, signal),
	};
}

/** Whether one of the two layers on OpenStack is looked at without the other: what the other manages would pass for nobody's. */
function apart({ layers, reading }: Planned): boolean {
	if (reading?.environment.cluster?.own === undefined) return false;
	return layers.some(({ name }) => name === "foundation") !== layers.some(({ name }) => name === "platform");
}
