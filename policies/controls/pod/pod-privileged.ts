import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, everywhere, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { standard } from "../../pod-standard.ts";
import { eachContainer, isOff, overPods } from "../../pods.ts";

const control: Control = {
	...overPods,
	id: "pod-privileged",
	severity: "high",
	title: "No container is privileged",
	rationale: "A privileged container is root on the node: it reads every other tenant's secrets and disks.",
	remediation: "Remove securityContext.privileged, and add the one capability that is needed.",
	references: standard("baseline/privileged", "5.2.2"),
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			if (isOff(container.securityContext?.privileged)) return;
			context.report({ path: `${path}/securityContext/privileged`, message: `The ${called} is privileged.` });
		});
	},
	examples: {
		pass: [
			ofContainer("not said", container()),
			ofContainer("nothing said", container({ securityContext: { privileged: null } })),
			{ title: "said to be not", resources: [deployment({ containers: [container({ securityContext: { privileged: false } })] })] },
		],
		fail: [
			...everywhere(container({ securityContext: { privileged: true } }), container()).map((resources) => ({
				title: "privileged",
				resources,
			})),
			ofContainer("written as a text", container({ securityContext: { privileged: "true" } })),
			ofPod("behind one that is not known", {
				containers: [container({ securityContext: new Unknown() }), container({ securityContext: { privileged: true } })],
			}),
		],
		unknown: [
			ofContainer("not known", container({ securityContext: { privileged: new Unknown() } })),
			{ title: "the pod is not known", resources: [deployment(new Unknown() as never)] },
		],
	},
};
export default control;
