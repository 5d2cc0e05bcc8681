import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { isInUserNamespace, standard } from "../../pod-standard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const bare = secured({ procMount: "Unmasked" });

const control: Control<{ inUserNamespace: string }> = {
	...overPods,
	id: "pod-proc-mount",
	severity: "high",
	title: "The masks of /proc stay",
	rationale: "Behind the masks of /proc lie the node's kernel settings and keys, for a container to read and to change.",
	remediation: "Remove securityContext.procMount.",
	references: standard("baseline/proc-mount"),
	parameters: {
		inUserNamespace: {
			description:
				"What pods with hostUsers: false may have since 1.35: any mount of /proc, as the baseline standard has it, or the default only, as the restricted one has it.",
			default: "any",
			schema: { type: "string", enum: ["any", "default"] },
		},
	},
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const mount = container.securityContext?.procMount;
			if (mount === undefined || mount === null || mount === "Default") return;
			if (context.parameters.inUserNamespace === "any" && isInUserNamespace(pod, context)) return;
			context.report({ path: `${path}/securityContext/procMount`, message: `The ${called} mounts /proc ${mount}.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("the default", secured({ procMount: "Default" }), secured({ procMount: null })),
			ofPod("a user namespace", { hostUsers: false, containers: [bare] }, { kubernetesVersion: { major: 1, minor: 35 } }),
		],
		fail: [
			...inEveryPlace("unmasked", bare, secured({})),
			ofPod("users of the node", { hostUsers: true, containers: [bare] }),
			ofPod("a user namespace before 1.35", { hostUsers: false, containers: [bare] }, { kubernetesVersion: { major: 1, minor: 34 } }),
			ofPod(
				"a user namespace where the restricted standard is asked",
				{ hostUsers: false, containers: [bare] },
				{ parameters: { inUserNamespace: "default" } },
			),
		],
		unknown: [
			ofContainer("not known", secured({ procMount: new Unknown() })),
			ofPod("whose users is not known", { hostUsers: new Unknown(), containers: [bare] }),
		],
	},
};
export default control;
