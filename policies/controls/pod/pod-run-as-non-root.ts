import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, everywhere, pod } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, partial, podSecurity, secnumcloud } from "../../frameworks.ts";
import { bearsPods, eachContainer } from "../../pods.ts";

const safe = container({ securityContext: { runAsNonRoot: true } });

const control: Control = {
	id: "pod-run-as-non-root",
	family: "pod",
	severity: "medium",
	title: "No container runs as root",
	rationale: "Root in a container is root for the kernel: whoever breaks out of it owns the node.",
	remediation: "Set securityContext.runAsNonRoot: true on the pod, and runAsUser above 0 where the image does not name a user by number.",
	references: [
		direct(podSecurity["restricted/run-as-non-root"]),
		direct(cisKubernetes["5.2.7"]),
		partial(secnumcloud["9.7"]),
		partial(gdpr["32(1)(b)"]),
	],
	appliesTo: bearsPods,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }, spec, specPath) => {
			const own = container.securityContext?.runAsNonRoot;
			if (own === true) return;
			if (own !== undefined && own !== null)
				return context.report({ path: `${path}/securityContext/runAsNonRoot`, message: `The ${called} may run as root, against the pod.` });
			if (spec.securityContext?.runAsNonRoot === true) return;
			context.report({ path: `${specPath}/securityContext/runAsNonRoot`, message: `Nothing keeps the ${called} from running as root.` });
		});
	},
	examples: {
		pass: [
			{
				title: "said by the pod, nothing by the container",
				resources: [pod({ securityContext: { runAsNonRoot: true }, containers: [container({ securityContext: { runAsNonRoot: null } })] })],
			},
			{ title: "said by the pod", resources: [deployment({ securityContext: { runAsNonRoot: true }, containers: [container()] })] },
			{ title: "said by every container", resources: [pod({ containers: [safe], initContainers: [safe] })] },
			{ title: "a container over the pod", resources: [pod({ securityContext: { runAsNonRoot: false }, containers: [safe] })] },
		],
		fail: [
			...everywhere(container(), safe).map((resources) => ({ title: "not said", resources })),
			{
				title: "a container against the pod",
				resources: [
					pod({ securityContext: { runAsNonRoot: true }, containers: [container({ securityContext: { runAsNonRoot: false } })] }),
				],
			},
			{ title: "written as a text", resources: [pod({ securityContext: { runAsNonRoot: "true" }, containers: [container()] })] },
		],
		unknown: [
			{
				title: "the pod's word is not known",
				resources: [pod({ securityContext: { runAsNonRoot: new Unknown() }, containers: [container()] })],
			},
			{ title: "a container is not known", resources: [pod({ containers: [safe, new Unknown()] })] },
		],
	},
};
export default control;
