import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { amountOf } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachVolume, overPods } from "../../pods.ts";

const mounting = (limits: object = {}): Properties =>
	container({ volumeMounts: [{ name: "tmp", mountPath: "/tmp" }], resources: { limits: limits as never } });
const empty = (emptyDir: unknown, ...containers: Properties[]) => ({
	containers: containers.length === 0 ? [mounting()] : containers,
	volumes: [{ name: "tmp", emptyDir: emptyDir as never }],
});
const disk = { "ephemeral-storage": "1Gi" };

const control: Control = {
	...overPods,
	id: "pod-emptydir-bounded",
	severity: "low",
	title: "Temporary files have a bound",
	rationale: "An emptyDir without a bound grows until the node's disk, or its memory, is full, and the node puts all of its pods out.",
	remediation:
		"Set emptyDir.sizeLimit, or an ephemeral-storage limit (for medium Memory: a memory limit) on every container that mounts it.",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachVolume(subject, context, (volume, path, called, pod) => {
			const source = volume["emptyDir"] as { sizeLimit?: string | null; medium?: string } | null | undefined;
			// A volume of which nothing but the name is written becomes an emptyDir.
			if (
				source === undefined || source === null
					? Object.keys(volume).some((key) => key !== "name" && volume[key] !== null)
					: source.sizeLimit
			)
				return;
			const what = source?.medium === "Memory" ? "memory" : "ephemeral-storage";
			for (const doubt of pod.doubts) throw doubt;
			const free = pod.containers.find(
				({ container, path: at }) =>
					items(container.volumeMounts, subject, `${at}/volumeMounts`).some((mount) => mount?.name === volume.name) &&
					amountOf(container.resources, `${at}/resources`, "limits", what) === undefined,
			);
			if (free !== undefined)
				context.report({
					path: `${path}/emptyDir/sizeLimit`,
					message: `The ${called} has no size limit, and the ${free.called}, which mounts it, no ${what} limit.`,
				});
		});
	},
	examples: {
		pass: [
			...inEveryKind("a size", empty({ sizeLimit: "256Mi" })),
			ofPod("every container that mounts it is limited", empty({}, mounting(disk), container())),
			ofPod("memory, and so are they", empty({ medium: "Memory" }, mounting({ memory: "1Gi" }))),
			ofPod("mounted by nobody", empty({}, container({ volumeMounts: [null, { name: "data", mountPath: "/data" }] }))),
			ofPod("another volume", { containers: [mounting()], volumes: [{ name: "tmp", emptyDir: null, secret: { secretName: "web" } }] }),
		],
		fail: [
			...inEveryKind("none", empty({})),
			ofPod("one of two containers is limited", empty({ sizeLimit: null }, mounting(disk), mounting())),
			ofPod("memory, and disk is limited", empty({ medium: "Memory" }, mounting(disk)), { says: "no memory limit" }),
			ofPod("disk, and memory is limited", empty({ medium: "" }, mounting({ memory: "1Gi" })), { says: "no ephemeral-storage limit" }),
			ofPod("nothing but a name is an emptyDir", { containers: [mounting()], volumes: [{ name: "tmp", configMap: null }] }),
			ofPod("in an init container", { ...empty({}, container()), initContainers: [mounting()] }, { says: "init container web" }),
		],
		unknown: [
			ofPod("not known", empty({ sizeLimit: new Unknown() })),
			ofPod("a container is not known", empty({}, new Unknown() as never)),
		],
	},
};
export default control;
