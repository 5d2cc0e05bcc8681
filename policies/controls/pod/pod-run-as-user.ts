import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { isInUserNamespace, standard } from "../../pod-standard.ts";
import { eachSecurityContext, overPods } from "../../pods.ts";

const containers = [container()];
const root = secured({ runAsUser: 0 });

const control: Control = {
	...overPods,
	id: "pod-run-as-user",
	severity: "medium",
	title: "No container names root as its user",
	rationale: "Root in a container is root for the kernel: whoever breaks out of it owns the node.",
	remediation: "Set runAsUser to a number above 0, or leave it out where the image names a user by number.",
	references: standard("restricted/run-as-user", "5.2.7"),
	check(subject, context) {
		eachSecurityContext(subject, context, ({ runAsUser: user }, path, called, pod) => {
			if (user === undefined || user === null || (typeof user === "number" && user > 0) || isInUserNamespace(pod, context)) return;
			context.report({ path: `${path}/runAsUser`, message: `The ${called} names ${user === 0 ? "root" : `"${user}"`} as its user.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("another user", secured({ runAsUser: 10_001 }), secured({ runAsUser: null })),
			ofPod("the least that is not root", { securityContext: { runAsUser: 1 }, containers }),
			ofPod("root of a user namespace", { hostUsers: false, containers: [root] }, { kubernetesVersion: { major: 1, minor: 35 } }),
		],
		fail: [
			...inEveryPlace("root", root, secured({})),
			ofPod("root for the pod", { securityContext: { runAsUser: 0 }, containers }, { says: "The pod names root" }),
			ofPod("root for the pod, where containers say otherwise", {
				securityContext: { runAsUser: 0 },
				containers: [secured({ runAsUser: 7 })],
			}),
			ofPod("a user namespace before 1.35", { hostUsers: false, containers: [root] }, { kubernetesVersion: { major: 1, minor: 34 } }),
			ofContainer("written as a text", secured({ runAsUser: "0" })),
		],
		unknown: [
			ofContainer("not known", secured({ runAsUser: new Unknown() })),
			ofPod("whose users is not known", { hostUsers: new Unknown(), containers: [root] }),
		],
	},
};
export default control;
