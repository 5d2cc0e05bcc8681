import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachPod, overPods } from "../../pods.ts";

const containers = [container()];

const control: Control = {
	...overPods,
	id: "pod-no-ephemeral-containers",
	severity: "low",
	title: "No container for debugging was left behind",
	rationale: "A container that was attached for debugging is in no description, has no limits, and stays as long as the pod does.",
	remediation: "Delete the pod, so that its controller makes one without; take ephemeralContainers out of the description.",
	references: [partial(secnumcloud["12.12"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachPod(subject, context, ({ spec, path }) => {
			const at = `${path}/ephemeralContainers`;
			const list = items(spec.ephemeralContainers, subject, at);
			if (list.length > 0)
				context.report({
					path: at,
					message: `The pod has ${list.length === 1 ? "a container" : `${list.length} containers`} for debugging.`,
				});
		});
	},
	examples: {
		pass: [
			ofPod("none", { containers }),
			ofPod("an empty list", { containers, ephemeralContainers: [] }),
			{ title: "null", resources: [deployment({ containers, ephemeralContainers: null })] },
		],
		fail: [
			ofPod("one", { containers, ephemeralContainers: [container({ name: "debugger" })] }, { says: "has a container" }),
			{
				title: "two in a template",
				resources: [deployment({ containers, ephemeralContainers: [container(), container()] })],
				says: "has 2 containers",
			},
		],
		unknown: [ofPod("not known", { containers, ephemeralContainers: new Unknown() })],
	},
};
export default control;
