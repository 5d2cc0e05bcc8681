import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, inEveryPlace, pod, secured } from "../../examples/kubernetes.ts";
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
			{
				title: "said by the pod, nothing by the container",
				resources: [pod({ securityContext: { runAsNonRoot: true }, containers: [secured({ runAsNonRoot: null })] })],
			},
			{ title: "said by the pod", resources: [deployment({ securityContext: { runAsNonRoot: true }, containers: silent })] },
			{ title: "said by every container", resources: [pod({ containers: [safe], initContainers: [safe] })] },
			{
				title: "root of a user namespace",
				resources: [pod({ hostUsers: false, securityContext: { runAsNonRoot: false }, containers: silent })],
				kubernetesVersion: { major: 1, minor: 35 },
			},
		],
		fail: [
			...inEveryPlace("not said", container(), safe),
			{
				title: "a container against the pod",
				resources: [pod({ securityContext: { runAsNonRoot: true }, containers: [secured({ runAsNonRoot: false })] })],
				says: "The container web says",
			},
			{
				title: "the pod's word, though every container says otherwise",
				resources: [pod({ securityContext: { runAsNonRoot: false }, containers: [safe] })],
				says: "The pod says",
			},
			{ title: "written as a text", resources: [pod({ securityContext: { runAsNonRoot: "true" }, containers: silent })] },
			{
				title: "a user namespace before 1.35",
				resources: [pod({ hostUsers: false, containers: silent })],
				kubernetesVersion: { major: 1, minor: 34 },
			},
			{ title: "users of the node", resources: [pod({ hostUsers: true, containers: silent })], says: "Nothing keeps" },
		],
		unknown: [
			{ title: "the pod's word is not known", resources: [pod({ securityContext: { runAsNonRoot: new Unknown() }, containers: silent })] },
			{ title: "a container is not known", resources: [pod({ containers: [safe, new Unknown()] })] },
			{ title: "whose users is not known", resources: [pod({ hostUsers: new Unknown(), containers: silent })] },
		],
	},
};
export default control;
