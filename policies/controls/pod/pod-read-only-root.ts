import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { cisKubernetes, gdpr, nis2, partial } from "../../frameworks.ts";
import { eachContainer, isForWindows, overPods } from "../../pods.ts";

const safe = secured({ readOnlyRootFilesystem: true });

const control: Control = {
	...overPods,
	id: "pod-read-only-root",
	severity: "medium",
	title: "No container can write to its image",
	rationale: "Whoever gets into a program brings tools along and changes it for as long as it runs, unless there is nowhere to write.",
	remediation: "Set securityContext.readOnlyRootFilesystem: true on every container, and mount an emptyDir where the program writes.",
	references: [partial(cisKubernetes["5.6.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(e)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			// Windows knows no such thing, and the API server refuses the field there.
			if (container.securityContext?.readOnlyRootFilesystem === true || isForWindows(pod)) return;
			context.report({
				path: `${path}/securityContext/readOnlyRootFilesystem`,
				message: `The ${called} can write to its root filesystem.`,
			});
		});
	},
	examples: {
		pass: [...inEveryPlace("read only", safe, safe), ofPod("Windows", { os: { name: "windows" }, containers: [container()] })],
		fail: [
			...inEveryPlace("not said", container(), safe),
			ofContainer("said to be not", secured({ readOnlyRootFilesystem: false })),
			ofPod("null is not said", { os: { name: "linux" }, containers: [container({ securityContext: null })] }),
			ofPod("the pod can't say it for them", { securityContext: { readOnlyRootFilesystem: true }, containers: [container()] }),
		],
		unknown: [ofContainer("not known", secured({ readOnlyRootFilesystem: new Unknown() })), ofPod("no container", { containers: [] })],
	},
};
export default control;
