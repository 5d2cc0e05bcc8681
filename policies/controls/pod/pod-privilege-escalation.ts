import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, everywhere, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { standard } from "../../pod-standard.ts";
import { eachContainer, isForWindows, overPods } from "../../pods.ts";

const safe = container({ securityContext: { allowPrivilegeEscalation: false } });

const control: Control = {
	...overPods,
	id: "pod-privilege-escalation",
	severity: "medium",
	title: "No container may gain privileges",
	rationale: "Through a set-uid program a process becomes root although the container started as another user.",
	remediation: "Set securityContext.allowPrivilegeEscalation: false on every container, init and ephemeral ones too.",
	references: standard("restricted/privilege-escalation", "5.2.6"),
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const allow = container.securityContext?.allowPrivilegeEscalation;
			// Windows has no such privileges, and the standard exempts it since 1.25.
			if (allow === false || isForWindows(pod)) return;
			context.report({ path: `${path}/securityContext/allowPrivilegeEscalation`, message: `The ${called} may gain privileges.` });
		});
	},
	examples: {
		pass: [
			ofPod("forbidden on every container", { containers: [safe], initContainers: [safe] }),
			{ title: "forbidden in a template", resources: [deployment({ containers: [safe, safe] })] },
			ofPod("Windows", { os: { name: "windows" }, containers: [container()] }),
		],
		fail: [
			...everywhere(container(), safe).map((resources) => ({ title: "not said is allowed", resources })),
			ofContainer("allowed", container({ securityContext: { allowPrivilegeEscalation: true } })),
			ofContainer("null is not said", container({ securityContext: null })),
		],
		unknown: [
			ofContainer("not known", container({ securityContext: { allowPrivilegeEscalation: new Unknown() } })),
			ofPod("no container at all", {}),
		],
	},
};
export default control;
