import { Unknown } from "../../../inventory/resource.ts";
import { amountOf } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { eachContainer, overPods } from "../../pods.ts";

const sized = (request: unknown, limit: unknown) =>
	container({ resources: { requests: { memory: request as string }, limits: { memory: limit as string } } });
const whole = sized("1Gi", "1024Mi");

const control: Control = {
	...overPods,
	id: "pod-memory-guaranteed",
	severity: "low",
	title: "Memory is requested as far as it may be used",
	rationale: "What lies between request and limit was promised to others too: when all use it, the node ends pods.",
	remediation: "Set resources.requests.memory and resources.limits.memory of every container to the same amount.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called, kind }) => {
			// A container that is attached to a running pod can't have any.
			if (kind === "ephemeral container") return;
			const at = `${path}/resources`;
			const [request, limit] = (["requests", "limits"] as const).map((which) => amountOf(container.resources, at, which, "memory"));
			for (const amount of [request, limit])
				if (amount !== undefined && amount.value === undefined) return context.unknown(amount.path, "it is no amount of memory");
			if (request !== undefined && limit !== undefined && request.value === limit.value) return;
			const missing =
				request === undefined ? "no memory request" : limit === undefined ? "no memory limit" : "a memory request other than its limit";
			context.report({ path: `${at}/${request === undefined ? "requests" : "limits"}/memory`, message: `The ${called} has ${missing}.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("the same, written otherwise", whole, whole),
			ofPod("an ephemeral container can't have any", { containers: [whole], ephemeralContainers: [container()] }),
		],
		fail: [
			...inEveryPlace("less than the limit", sized("128Mi", "1Gi"), whole).slice(0, 5),
			ofContainer("no limit", sized("1Gi", null), { says: "no memory limit", at: "/spec/containers/0/resources/limits/memory" }),
			ofContainer("no request", sized(null, "1Gi"), { says: "no memory request", at: "/spec/containers/0/resources/requests/memory" }),
			ofContainer("neither", container({ resources: null }), { says: "no memory request" }),
		],
		unknown: [
			ofContainer("not known", sized(new Unknown(), "1Gi")),
			ofContainer("no amount", sized("1Gi", "plenty"), { says: "limits.memory" }),
			ofContainer("a request of no amount", sized("some", "1Gi"), { says: "requests.memory" }),
		],
	},
};
export default control;
