import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { standard } from "../../pod-standard.ts";
import { eachVolume, overPods } from "../../pods.ts";

const containers = [container()];
const log = { name: "log", hostPath: { path: "/var/log" } };

const control: Control = {
	...overPods,
	id: "pod-host-path",
	severity: "high",
	title: "No volume is a path of the node",
	rationale: "Through a path of the node a pod reads other tenants' files and logs, and by writing to the right one it becomes root there.",
	remediation: "Replace hostPath by a persistentVolumeClaim, an emptyDir, a configMap or another volume that belongs to the pod.",
	references: standard("baseline/host-path", "5.2.12"),
	check(subject, context) {
		eachVolume(subject, context, (volume, path, called) => {
			const source = volume["hostPath"] as { path?: string } | null | undefined;
			if (source === undefined || source === null) return;
			context.report({ path: `${path}/hostPath`, message: `The ${called} is a path of the node: ${source.path ?? "not named"}.` });
		});
	},
	examples: {
		pass: [
			...inEveryKind("no volume", { containers }),
			ofPod("null is none", { containers, volumes: [{ name: "tmp", hostPath: null, emptyDir: {} }] }),
			ofPod("a claim", { containers, volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] }),
		],
		fail: [
			...inEveryKind("a path", { containers, volumes: [{ name: "tmp", emptyDir: {} }, log] }),
			ofPod("a path of nothing", { containers, volumes: [{ name: "log", hostPath: {} }] }, { says: "not named" }),
			ofPod("behind one that is not known", { containers, volumes: [new Unknown(), log] }, { says: "/var/log" }),
		],
		unknown: [
			ofPod("a volume is not known", { containers, volumes: [new Unknown()] }),
			ofPod("no volume at all", { containers, volumes: [null] }),
		],
	},
};
export default control;
