import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { isSeccompProfile, standard } from "../../pod-standard.ts";
import { eachSecurityContext, overPods } from "../../pods.ts";

const containers = [container()];
const unconfined = { seccompProfile: { type: "Unconfined" } };

const control: Control = {
	...overPods,
	id: "pod-seccomp-baseline",
	severity: "high",
	title: "Seccomp is not switched off",
	rationale: "Unconfined, a container may make every call of the kernel, also those in which holes out of containers are found.",
	remediation: "Set seccompProfile.type to RuntimeDefault, or to Localhost with a profile of the node.",
	references: standard("baseline/seccomp"),
	check(subject, context) {
		eachSecurityContext(subject, context, ({ seccompProfile: profile }, path, called) => {
			if (profile === undefined || profile === null || isSeccompProfile(profile.type)) return;
			context.report({
				path: `${path}/seccompProfile/type`,
				message: `The ${called} has the seccomp profile ${profile.type ?? "of nothing"}.`,
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("the runtime's", secured({ seccompProfile: { type: "RuntimeDefault" } }), secured({ seccompProfile: null })),
			ofPod("the node's own", { securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "town.json" } }, containers }),
		],
		fail: [
			...inEveryPlace("unconfined", secured(unconfined), secured({})),
			ofPod("unconfined for the pod", { securityContext: unconfined, containers }, { says: "The pod" }),
			ofPod("a profile of nothing", { securityContext: { seccompProfile: {} }, containers }, { says: "of nothing" }),
			ofContainer("a name that there is not", secured({ seccompProfile: { type: "runtime/default" } })),
		],
		unknown: [ofContainer("not known", secured({ seccompProfile: { type: new Unknown() } }))],
	},
};
export default control;
