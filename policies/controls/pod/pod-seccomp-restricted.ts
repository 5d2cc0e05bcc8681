import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { isSeccompProfile, standard } from "../../pod-standard.ts";
import { eachContainer, eachPod, isForWindows, overPods } from "../../pods.ts";

const profile = (type: unknown) => ({ seccompProfile: { type: type as string } });
const safe = secured(profile("RuntimeDefault"));
const containers = [container()];

const control: Control = {
	...overPods,
	id: "pod-seccomp-restricted",
	severity: "medium",
	title: "Every container has a seccomp profile",
	rationale: "Kubernetes runs a container without one unless it is told otherwise, and every call of the kernel is then open to it.",
	remediation: "Set securityContext.seccompProfile.type: RuntimeDefault on the pod.",
	references: standard("restricted/seccomp", "5.6.2"),
	check(subject, context) {
		eachPod(subject, context, (pod) => {
			const type = pod.spec.securityContext?.seccompProfile?.type;
			if (type === undefined || type === null || isSeccompProfile(type) || isForWindows(pod)) return;
			context.report({ path: `${pod.path}/securityContext/seccompProfile/type`, message: `The pod has the seccomp profile ${type}.` });
		});
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const own = container.securityContext?.seccompProfile;
			const given = own ?? pod.spec.securityContext?.seccompProfile;
			if (isSeccompProfile(given?.type) || isForWindows(pod)) return;
			const at = own === undefined || own === null ? `${pod.path}/securityContext` : `${path}/securityContext`;
			const what = given?.type ?? undefined;
			context.report({
				path: `${at}/seccompProfile/type`,
				message: `The ${called} has ${what === undefined ? "no seccomp profile" : `the seccomp profile ${what}`}.`,
			});
		});
	},
	examples: {
		pass: [
			ofPod("the pod's", { securityContext: profile("RuntimeDefault"), containers, initContainers: containers }),
			ofPod("the node's own", { securityContext: profile("Localhost"), containers: [secured({ seccompProfile: null })] }),
			ofPod("every container's", { containers: [safe], initContainers: [safe] }),
			ofPod("Windows", { os: { name: "windows" }, containers }),
			ofPod("Windows, whatever the pod says", { os: { name: "windows" }, securityContext: profile("Unconfined"), containers }),
		],
		fail: [
			...inEveryPlace("none", container(), safe),
			ofPod("a profile of nothing", { securityContext: profile("RuntimeDefault"), containers: [secured({ seccompProfile: {} })] }),
			ofPod(
				"a container against the pod",
				{ securityContext: profile("RuntimeDefault"), containers: [secured(profile("Unconfined"))] },
				{ says: "The container web has", at: "/spec/containers/0/securityContext/seccompProfile/type" },
			),
			ofPod(
				"the pod's is none, though every container has one",
				{ securityContext: profile("Unconfined"), containers: [safe] },
				{ says: "The pod" },
			),
			ofPod("Linux", { os: { name: "linux" }, containers }, { at: "/spec/securityContext/seccompProfile/type" }),
		],
		unknown: [
			ofPod("the pod's is not known", { securityContext: profile(new Unknown()), containers }),
			ofContainer("a container's is not known", secured(profile(new Unknown()))),
			ofPod("whose nodes is not known", { os: new Unknown(), containers }),
		],
	},
};
export default control;
