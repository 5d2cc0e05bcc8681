import type { Inventory, Resource } from "../../inventory/resource.ts";
import type { Result } from "../../reports/report.ts";
import type { AnyControl, Example } from "../control.ts";
import { evaluate } from "../evaluate.ts";

/** The list of an example, as the control gets it. */
export function inventoryOf(control: AnyControl, example: Example): Pick<Inventory, "resources" | "source" | "partial"> {
	const resources = example.resources.map(
		(short): Resource => ({ id: `${short.type}::${short.namespace ?? ""}${short.name}`, dependsOn: [], locations: [], ...short }),
	);
	return { resources, source: example.source ?? control.sources[0] ?? "plan", partial: example.partial ?? false };
}

/** What the control says of the first resource of a list; `undefined` where it does not apply. */
export function judge(control: AnyControl, inventory: ReturnType<typeof inventoryOf>, example: Example): Result | undefined {
	const parameters = new Map([[control.id, example.parameters ?? {}]]);
	const id = inventory.resources[0]?.id ?? "";
	const { today = "2026-11-23", kubernetesVersion } = example;
	return evaluate(inventory, { controls: [control], parameters, only: new Set([id]), today, kubernetesVersion }).results[0];
}
