import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, pod, secured } from "../../examples/kubernetes.ts";
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
			{ title: "the pod's", resources: [pod({ securityContext: profile("RuntimeDefault"), containers, initContainers: containers })] },
			{
				title: "the node's own",
				resources: [pod({ securityContext: profile("Localhost"), containers: [secured({ seccompProfile: null })] })],
			},
			{ title: "every container's", resources: [pod({ containers: [safe], initContainers: [safe] })] },
			{ title: "Windows", resources: [pod({ os: { name: "windows" }, containers })] },
			{
				title: "Windows, whatever the pod says",
				resources: [pod({ os: { name: "windows" }, securityContext: profile("Unconfined"), containers })],
			},
		],
		fail: [
			...inEveryPlace("none", container(), safe),
			{
				title: "a profile of nothing",
				resources: [pod({ securityContext: profile("RuntimeDefault"), containers: [secured({ seccompProfile: {} })] })],
			},
			{
				title: "a container against the pod",
				resources: [pod({ securityContext: profile("RuntimeDefault"), containers: [secured(profile("Unconfined"))] })],
				says: "The container web has the seccomp profile Unconfined",
			},
			{
				title: "the pod's is none, though every container has one",
				resources: [pod({ securityContext: profile("Unconfined"), containers: [safe] })],
				says: "The pod",
			},
			{ title: "Linux", resources: [pod({ os: { name: "linux" }, containers })] },
		],
		unknown: [
			{ title: "the pod's is not known", resources: [pod({ securityContext: profile(new Unknown()), containers })] },
			{ title: "a container's is not known", resources: [pod({ containers: [secured(profile(new Unknown()))] })] },
			{ title: "whose nodes is not known", resources: [pod({ os: new Unknown(), containers })] },
		],
	},
};
export default control;
