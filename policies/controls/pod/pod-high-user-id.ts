import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { cisKubernetes, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { eachContainer, isForWindows, overPods } from "../../pods.ts";

const safe = secured({ runAsUser: 10_001 });

const control: Control<{ least: number }> = {
	...overPods,
	id: "pod-high-user-id",
	severity: "low",
	title: "Containers run as users that no node has",
	rationale: "A user id that the node uses too owns files there: whoever breaks out of the container is at home.",
	remediation: "Set securityContext.runAsUser on the pod to a number of at least 10000.",
	references: [partial(cisKubernetes["5.6.3"]), partial(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"])],
	parameters: {
		least: { description: "The lowest user id that containers may run as.", default: 10_000, schema: { type: "integer", minimum: 1 } },
	},
	check(subject, context) {
		const { least } = context.parameters;
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const own = container.securityContext?.runAsUser ?? undefined;
			const user = own ?? pod.spec.securityContext?.runAsUser ?? undefined;
			if ((typeof user === "number" && user >= least) || isForWindows(pod)) return;
			context.report({
				path: `${own === undefined ? pod.path : path}/securityContext/runAsUser`,
				message:
					user === undefined
						? `The ${called} runs as whatever user its image names.`
						: `The ${called} runs as user ${user}, below ${least}.`,
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("high", safe, safe),
			ofPod("said by the pod", { securityContext: { runAsUser: 10_000 }, containers: [container(), secured({ runAsUser: null })] }),
			ofContainer("as high as is asked", secured({ runAsUser: 1000 }), { parameters: { least: 1000 } }),
			ofPod("Windows", { os: { name: "windows" }, containers: [container()] }),
		],
		fail: [
			...inEveryPlace("low", secured({ runAsUser: 9999 }), safe),
			ofPod(
				"not said",
				{ os: { name: "linux" }, containers: [container()] },
				{ says: "whatever user", at: "/spec/securityContext/runAsUser" },
			),
			ofPod(
				"a container below the pod",
				{ securityContext: { runAsUser: 10_001 }, containers: [secured({ runAsUser: 33 })] },
				{ says: "user 33", at: "/spec/containers/0/securityContext/runAsUser" },
			),
			ofPod(
				"low for the pod",
				{ securityContext: { runAsUser: 1000 }, containers: [container()] },
				{ says: "user 1000", at: "/spec/securityContext/runAsUser" },
			),
			ofContainer("written as a text", secured({ runAsUser: "10001" })),
		],
		unknown: [ofPod("not known", { securityContext: { runAsUser: new Unknown() }, containers: [container()] })],
	},
};
export default control;
