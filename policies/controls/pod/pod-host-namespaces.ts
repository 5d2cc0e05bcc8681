import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { standard } from "../../pod-standard.ts";
import { eachPod, isOff, overPods } from "../../pods.ts";

const SHARED = [
	["hostNetwork", "network"],
	["hostPID", "processes"],
	["hostIPC", "memory of other processes (IPC)"],
] as const;

const containers = [container()];

const control: Control = {
	...overPods,
	id: "pod-host-namespaces",
	severity: "high",
	title: "No pod shares namespaces of its node",
	rationale:
		"In the node's own namespaces a pod sees and reaches what belongs to all others: traffic that no NetworkPolicy holds back, their processes, their memory.",
	remediation: "Remove hostNetwork, hostPID and hostIPC from the pod.",
	references: standard("baseline/host-namespaces", "5.2.3", "5.2.4", "5.2.5"),
	check(subject, context) {
		eachPod(subject, context, ({ spec, path }) => {
			context.each(SHARED, ([key, word]) => {
				if (!isOff(spec[key])) context.report({ path: `${path}/${key}`, message: `The pod shares its node's ${word}.` });
			});
		});
	},
	examples: {
		pass: [
			...inEveryKind("not said", { containers }),
			ofPod("said to be not", { hostNetwork: false, hostPID: null, hostIPC: false, containers }),
		],
		fail: [
			...inEveryKind("the network", { hostNetwork: true, containers }),
			ofPod("processes", { hostPID: true, containers }, { says: "processes" }),
			{ title: "IPC", resources: [deployment({ hostIPC: true, containers })], says: "IPC" },
			ofPod("one, beside one that is not known", { hostNetwork: new Unknown(), hostPID: true, containers }),
			ofPod("written as a text", { hostNetwork: "true", containers }),
		],
		unknown: [
			ofPod("not known", { hostNetwork: new Unknown(), containers }),
			{ title: "the pod is not known", resources: [deployment(new Unknown() as never)] },
		],
	},
};
export default control;
