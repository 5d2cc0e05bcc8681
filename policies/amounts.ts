import type { Resource } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import { since } from "./kubernetes-version.ts";
import type { Pod, Resources } from "./pods.ts";
import { eachContainer } from "./pods.ts";
import { bytes } from "./quantity.ts";

/** What containers ask for and may not exceed. */

type Which = "requests" | "limits";
type What = "cpu" | "memory" | "ephemeral-storage";

/** An amount with where it is written. */
export interface Amount {
	value: number | undefined;
	path: string;
}

const OTHER = { requests: "limits", limits: "requests" } as const;
const WORDS = { cpu: "CPU", memory: "memory", "ephemeral-storage": "ephemeral storage" } as const;
const A = { requests: "request", limits: "limit" } as const;

/**
 * Reports each container that has no such amount, that has an amount of nothing, or that requests more than its limit. A request that only a
 * limit implies is absent. What is set for the whole pod (since 1.34) counts for each of its containers. A container that is attached to a
 * running pod can't have any.
 */
export function demandAmount(subject: Resource, context: CheckContext<unknown>, which: Which, what: What): void {
	eachContainer(subject, context, ({ container, path, called, kind }, pod) => {
		if (kind === "ephemeral container") return;
		const amount = amountOf(container.resources, `${path}/resources`, which, what) ?? ofPod(pod, which, what, context);
		const at = `${path}/resources/${which}/${what}`;
		if (amount === undefined) return context.report({ path: at, message: `The ${called} has no ${WORDS[what]} ${A[which]}.` });
		const other = amountOf(container.resources, `${path}/resources`, OTHER[which], what);
		for (const { value, path: written } of other === undefined ? [amount] : [amount, other])
			if (value === undefined) return context.unknown(written, `it is no amount of ${WORDS[what]}`);
		const [request, limit] = (which === "requests" ? [amount, other] : [other, amount]).map((each) => each?.value);
		if ((amount.value as number) <= 0)
			context.report({ path: amount.path, message: `The ${called} has a ${WORDS[what]} ${A[which]} of nothing.` });
		else if (request !== undefined && limit !== undefined && request > limit)
			context.report({ path: amount.path, message: `The ${called} requests more ${WORDS[what]} than its limit.` });
	});
}

/** An amount, where one is written. Its value is `undefined` where it can't be read. */
export function amountOf(resources: Resources | null | undefined, path: string, which: Which, what: What): Amount | undefined {
	const written = resources?.[which]?.[what];
	return written === undefined || written === null ? undefined : { value: bytes(written), path: `${path}/${which}/${what}` };
}

function ofPod({ spec, path }: Pod, which: Which, what: What, context: CheckContext<unknown>): Amount | undefined {
	return what === "ephemeral-storage" || !since(34, context) ? undefined : amountOf(spec.resources, `${path}/resources`, which, what);
}
