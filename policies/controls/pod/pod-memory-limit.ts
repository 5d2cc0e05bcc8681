import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, everywhere, pod } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { eachContainer, overPods } from "../../pods.ts";
import { bytes } from "../../quantity.ts";

const limited = container({ resources: { limits: { memory: "256Mi" }, requests: { memory: "128Mi" } } });

const control: Control = {
	...overPods,
	id: "pod-memory-limit",
	severity: "medium",
	title: "Every container has a memory limit",
	rationale: "A container without a limit takes the node's memory when it leaks, and the kernel then ends its neighbours.",
	remediation: "Set resources.limits.memory on every container, at or above resources.requests.memory.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			// A container that is attached to a running pod for debugging can't have resources.
			if (called.startsWith("ephemeral ")) return;
			const limit = container.resources?.limits?.memory;
			const at = `${path}/resources/limits/memory`;
			if (limit === undefined || limit === null) return context.report({ path: at, message: `The ${called} has no memory limit.` });
			const request = (container.resources as { requests?: { memory?: string } } | undefined)?.requests?.memory;
			const [most, least] = [bytes(limit), bytes(request ?? 0)];
			if (most === undefined || least === undefined)
				return context.unknown(most === undefined ? at : `${path}/resources/requests/memory`, "it is not an amount of memory");
			if (most <= 0 || least > most)
				context.report({ path: at, message: `The ${called} has a memory limit below ${most <= 0 ? "what can run" : "what it requests"}.` });
		});
	},
	examples: {
		pass: [
			{ title: "limited", resources: [pod({ containers: [limited], initContainers: [limited] })] },
			{
				title: "limited in bytes",
				resources: [deployment({ containers: [container({ resources: { limits: { memory: 268_435_456 } } })] })],
			},
			{
				title: "a limit at the request",
				resources: [pod({ containers: [container({ resources: { limits: { memory: "1Gi" }, requests: { memory: "1024Mi" } } })] })],
			},
			{ title: "an ephemeral container can't be", resources: [pod({ containers: [limited], ephemeralContainers: [container()] })] },
		],
		fail: [
			...everywhere(container(), limited)
				.slice(0, 5)
				.map((resources) => ({ title: "no limit", resources })),
			{ title: "a limit of null", resources: [pod({ containers: [container({ resources: { limits: { memory: null } } })] })] },
			{ title: "resources of null", resources: [pod({ containers: [container({ resources: null })] })] },
			{ title: "only a request", resources: [pod({ containers: [container({ resources: { requests: { memory: "1Gi" } } })] })] },
			{
				title: "a limit below the request",
				resources: [pod({ containers: [container({ resources: { limits: { memory: "1G" }, requests: { memory: "1Gi" } } })] })],
			},
			{ title: "a limit of nothing", resources: [pod({ containers: [container({ resources: { limits: { memory: "0" } } })] })] },
		],
		unknown: [
			{ title: "not known", resources: [pod({ containers: [container({ resources: { limits: { memory: new Unknown() } } })] })] },
			{
				title: "no amount",
				resources: [pod({ containers: [container({ resources: { limits: { memory: "plenty" } } })] })],
				says: "limits.memory",
			},
			{
				title: "a request of no amount",
				resources: [pod({ containers: [container({ resources: { limits: { memory: "1Gi" }, requests: { memory: "some" } } })] })],
				says: "requests.memory",
			},
		],
	},
};
export default control;
