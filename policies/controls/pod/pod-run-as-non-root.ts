import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, inEveryPlace, ofPod, secured } from "../../examples/kubernetes.ts";
import { isInUserNamespace, standard } from "../../pod-standard.ts";
import { eachContainer, eachPod, overPods } from "../../pods.ts";

const safe = secured({ runAsNonRoot: true });
const silent = [container()];

const control: Control = {
	...overPods,
	id: "pod-run-as-non-root",
	severity: "medium",
	title: "No container runs as root",
	rationale: "Root in a container is root for the kernel: whoever breaks out of it owns the node.",
	remediation: "Set securityContext.runAsNonRoot: true on the pod, and runAsUser above 0 where the image does not name a user by number.",
	references: standard("restricted/run-as-non-root", "5.2.7"),
	check(subject, context) {
		eachPod(subject, context, (pod) => {
			const word = pod.spec.securityContext?.runAsNonRoot;
			if (word === undefined || word === null || word === true || isInUserNamespace(pod, context)) return;
			context.report({ path: `${pod.path}/securityContext/runAsNonRoot`, message: "The pod says that it may run as root." });
		});
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const own = container.securityContext?.runAsNonRoot ?? undefined;
			const word = own ?? pod.spec.securityContext?.runAsNonRoot;
			if (word === true || isInUserNamespace(pod, context)) return;
			if (own !== undefined)
				context.report({ path: `${path}/securityContext/runAsNonRoot`, message: `The ${called} says that it may run as root.` });
			else
				context.report({ path: `${pod.path}/securityContext/runAsNonRoot`, message: `Nothing keeps the ${called} from running as root.` });
		});
	},
	examples: {
		pass: [
			ofPod("said by the pod, nothing by the container", {
				securityContext: { runAsNonRoot: true },
				containers: [secured({ runAsNonRoot: null })],
			}),
			{ title: "said by the pod", resources: [deployment({ securityContext: { runAsNonRoot: true }, containers: silent })] },
			ofPod("said by every container", { containers: [safe], initContainers: [safe] }),
			ofPod(
				"root of a user namespace",
				{ hostUsers: false, securityContext: { runAsNonRoot: false }, containers: silent },
				{ kubernetesVersion: { major: 1, minor: 35 } },
			),
		],
		fail: [
			...inEveryPlace("not said", container(), safe),
			ofPod(
				"a container against the pod",
				{ securityContext: { runAsNonRoot: true }, containers: [secured({ runAsNonRoot: false })] },
				{ says: "The container web says" },
			),
			ofPod(
				"the pod's word, though every container says otherwise",
				{ securityContext: { runAsNonRoot: false }, containers: [safe] },
				{ says: "The pod says" },
			),
			ofPod("written as a text", { securityContext: { runAsNonRoot: "true" }, containers: silent }),
			ofPod("a user namespace before 1.35", { hostUsers: false, containers: silent }, { kubernetesVersion: { major: 1, minor: 34 } }),
			ofPod("users of the node", { hostUsers: true, containers: silent }, { says: "Nothing keeps" }),
		],
		unknown: [
			ofPod("the pod's word is not known", { securityContext: { runAsNonRoot: new Unknown() }, containers: silent }),
			ofPod("a container is not known", { containers: [safe, new Unknown()] }),
			ofPod("whose users is not known", { hostUsers: new Unknown(), containers: silent }),
		],
	},
};
export default control;
