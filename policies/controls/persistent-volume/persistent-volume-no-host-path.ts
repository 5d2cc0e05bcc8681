import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";

const KINDS = { hostPath: "a folder of whatever node the pod runs on", local: "a folder or disk of one node" } as const;
const volume = (spec: Properties | Unknown) => manifest("v1", "PersistentVolume", "scans", { spec });

const control: Control<{ paths: readonly string[] }> = {
	id: "persistent-volume-no-host-path",
	family: "persistent-volume",
	severity: "high",
	title: "Persistent volumes are no folders of a node",
	rationale:
		"A volume on the node's disk leads past Pod Security to the node's files, is not encrypted by the cloud, and is lost with the node.",
	remediation: "Use a StorageClass with a CSI driver; name the paths of disks that are meant for local volumes in the parameter paths.",
	references: [direct(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ["v1/PersistentVolume"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		paths: {
			description: "Folders below which local volumes may lie, such as /mnt/disks.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check({ properties }, { parameters, report, each }) {
		const spec = (properties["spec"] ?? {}) as { [K in keyof typeof KINDS]?: { path?: string } };
		each(Object.entries(KINDS), ([kind, what]) => {
			if (!present(spec, kind)) return;
			const path = spec[kind as keyof typeof KINDS]?.path ?? "";
			const parts = path.split("/");
			const inside = parameters.paths.some((folder) => path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`));
			if (!inside || parts.includes("..")) report({ path: `/spec/${kind}`, message: `It is ${what}: ${path || "no path"}.` });
		});
	},
	examples: {
		pass: [
			{ title: "a driver's", resources: [volume({ csi: { driver: "cinder.csi.openstack.org" } })] },
			{ title: "none is written", resources: [volume({ hostPath: null, nfs: { server: "files.town.example", path: "/scans" } })] },
			{
				title: "a local disk where a pack allows it",
				resources: [volume({ local: { path: "/mnt/disks/nvme0" } })],
				parameters: { paths: ["/mnt/disks/"] },
			},
			{ title: "the folder itself", resources: [volume({ local: { path: "/mnt/disks" } })], parameters: { paths: ["/mnt/disks"] } },
		],
		fail: [
			{ title: "a folder", resources: [volume({ hostPath: { path: "/var/lib/scans" } })], says: "/var/lib/scans" },
			{ title: "a local disk", resources: [volume({ local: { path: "/mnt/disks/nvme0" } })], says: "one node" },
			{
				title: "out of what is allowed",
				resources: [volume({ local: { path: "/mnt/disks/../../etc" } })],
				parameters: { paths: ["/mnt/disks"] },
			},
			{ title: "beside what is allowed", resources: [volume({ local: { path: "/mnt/disks2" } })], parameters: { paths: ["/mnt/disks"] } },
			{ title: "without a path", resources: [volume({ hostPath: {} })], says: "no path" },
		],
		unknown: [
			{ title: "what it is is not known", resources: [volume(new Unknown())] },
			{ title: "the path is not known", resources: [volume({ hostPath: { path: new Unknown() } })] },
		],
	},
};
export default control;
