import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofPod, pod, secured } from "../../examples/kubernetes.ts";
import { cisKubernetes, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, eachPod, isForWindows, overPods } from "../../pods.ts";

const safe = secured({ runAsGroup: 10_001 });
const grouped = (securityContext: object) =>
	pod({ securityContext: { runAsGroup: 10_001, ...securityContext }, containers: [container()] });

const control: Control<{ above: number }> = {
	...overPods,
	id: "pod-non-root-group",
	severity: "medium",
	title: "No container belongs to root's group",
	rationale: "A container that names no group is in group 0, which owns much in images and on volumes and may write to it.",
	remediation: "Set securityContext.runAsGroup on the pod to a number above 0, and take 0 out of fsGroup and supplementalGroups.",
	references: [partial(cisKubernetes["5.6.3"]), partial(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"])],
	parameters: {
		above: { description: "Groups up to this one are not admitted.", default: 0, schema: { type: "integer", minimum: 0 } },
	},
	check(subject, context) {
		const holds = (group: unknown): boolean => typeof group === "number" && group > context.parameters.above;
		eachPod(subject, context, (pod) => {
			if (isForWindows(pod)) return;
			const at = `${pod.path}/securityContext`;
			context.each([pod.spec.securityContext], () => {
				const group = pod.spec.securityContext?.fsGroup;
				if (group === undefined || group === null || holds(group)) return;
				context.report({ path: `${at}/fsGroup`, message: `The pod's volumes belong to group ${group}.` });
			});
			context.each(items(pod.spec.securityContext?.supplementalGroups, subject, `${at}/supplementalGroups`), (group, index) => {
				if (!holds(group)) context.report({ path: `${at}/supplementalGroups/${index}`, message: `The pod is in group ${group} too.` });
			});
		});
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const own = container.securityContext?.runAsGroup ?? undefined;
			const group = own ?? pod.spec.securityContext?.runAsGroup ?? undefined;
			if (holds(group) || isForWindows(pod)) return;
			const what = group === undefined ? "names no group, and so is in group 0" : `runs in group ${group}`;
			context.report({ path: `${own === undefined ? pod.path : path}/securityContext/runAsGroup`, message: `The ${called} ${what}.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("a group of its own", safe, safe),
			{ title: "the pod's", resources: [grouped({ fsGroup: 1, supplementalGroups: [10_002] })] },
			{ title: "nothing more", resources: [grouped({ fsGroup: null, supplementalGroups: null })] },
			ofPod("Windows", { os: { name: "windows" }, securityContext: { fsGroup: 0, supplementalGroups: [0] }, containers: [container()] }),
		],
		fail: [
			...inEveryPlace("not said", container(), safe),
			{ title: "root's", resources: [grouped({ runAsGroup: 0 })], says: "in group 0", at: "/spec/securityContext/runAsGroup" },
			ofPod(
				"root's for a container",
				{ securityContext: { runAsGroup: 1 }, containers: [secured({ runAsGroup: 0 })] },
				{ at: "/spec/containers/0/securityContext/runAsGroup" },
			),
			{ title: "root's volumes", resources: [grouped({ fsGroup: 0 })], says: "volumes" },
			{ title: "root's beside others", resources: [grouped({ fsGroup: new Unknown(), supplementalGroups: [7, 0] })], says: "too" },
			{ title: "below what is asked", resources: [grouped({ fsGroup: 1000 })], parameters: { above: 1000 } },
			{ title: "written as a text", resources: [grouped({ runAsGroup: "1000" })] },
		],
		unknown: [{ title: "not known", resources: [grouped({ runAsGroup: new Unknown() })] }],
	},
};
export default control;
