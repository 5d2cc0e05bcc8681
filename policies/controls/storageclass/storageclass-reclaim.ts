import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { storageClass } from "../../examples/storage.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { STORAGE_CLASS } from "../../storage-classes.ts";

const control: Control = {
	id: "storageclass-reclaim",
	family: "storageclass",
	severity: "low",
	title: "Volumes outlive the claim that asked for them",
	rationale: "With Delete, which is the default, a namespace that is removed by mistake takes every volume with it.",
	remediation: "Set reclaimPolicy: Retain on the class; a class for caches may be exempted by a pack.",
	references: [direct(secnumcloud["12.5"]), partial(gdpr["32(1)(c)"]), partial(nis2["21.2(c)"])],
	appliesTo: [STORAGE_CLASS],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { reclaimPolicy } = properties as { reclaimPolicy?: string | null };
		if (reclaimPolicy === "Retain") return;
		report({
			path: "/reclaimPolicy",
			message: `Volumes go with their claim: the reclaim policy is ${reclaimPolicy ?? "not said, which means Delete"}.`,
		});
	},
	examples: {
		pass: [
			{ title: "kept", resources: [storageClass("data", { reclaimPolicy: "Retain" })] },
			{ title: "kept, on another driver", resources: [storageClass("data", { provisioner: "rbd.csi.ceph.com", reclaimPolicy: "Retain" })] },
		],
		fail: [
			{ title: "not said", resources: [storageClass("data")], says: "means Delete" },
			{ title: "nothing said", resources: [storageClass("data", { reclaimPolicy: null })] },
			{ title: "deleted", resources: [storageClass("data", { reclaimPolicy: "Delete" })], says: "is Delete" },
		],
		unknown: [{ title: "not known", resources: [storageClass("data", { reclaimPolicy: new Unknown() })] }],
	},
};
export default control;
