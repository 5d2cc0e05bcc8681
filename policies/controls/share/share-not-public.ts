import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const SHARE = "openstack:sharedfilesystem/share:Share";

const control: Control = {
	id: "share-not-public",
	family: "share",
	severity: "high",
	title: "The share is not shown to every project of the cloud",
	rationale:
		"A public share is listed to every customer of the cloud with its name, size and metadata, and may be mounted where a rule allows it.",
	remediation: "Set isPublic to false, and grant access to those who need it one by one.",
	references: [direct(gdpr["25(2)"]), direct(secnumcloud["9.7"]), partial(nis2["21.2(i)"])],
	appliesTo: [SHARE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { isPublic } = properties;
		if (isPublic === true || isPublic === "true") report({ path: "/isPublic", message: "Every project of the cloud sees the share." });
	},
	examples: {
		pass: [
			{ title: "Manila keeps it to the project", resources: [share({})] },
			{ title: "said so", resources: [share({ isPublic: false })] },
		],
		fail: [
			{ title: "public", resources: [share({ isPublic: true })] },
			{ title: "public, written as a text", resources: [share({ isPublic: "true" })] },
		],
		unknown: [{ title: "not known", resources: [share({ isPublic: new Unknown() })] }],
	},
};
export default control;

function share(properties: Properties): ExampleResource {
	return { type: SHARE, name: "files", properties: { name: "files", shareProto: "NFS", size: 20, ...properties } };
}
