import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { IMAGE } from "../../images.ts";

const control: Control = {
	id: "image-not-public",
	family: "image",
	severity: "high",
	title: "The image is not for every project of the cloud",
	rationale:
		"An image holds what its makers left in it: configuration, keys, sometimes data. Public and community images can be read by every customer.",
	remediation: "Set visibility to private, or to shared with the one project that needs it.",
	references: [direct(gdpr["25(2)"]), direct(secnumcloud["9.7"]), partial(nis2["21.2(i)"])],
	appliesTo: [IMAGE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const visibility = String(properties["visibility"] ?? "private").toLowerCase();
		if (visibility === "public" || visibility === "community")
			report({ path: "/visibility", message: `Its visibility is ${visibility}: every project of the cloud may read and start it.` });
	},
	examples: {
		pass: [
			{ title: "private", resources: [image({ visibility: "private" })] },
			{ title: "shared with named projects", resources: [image({ visibility: "shared" })] },
			{ title: "as it is made", resources: [image({})] },
		],
		fail: [
			{ title: "public", resources: [image({ visibility: "public" })] },
			{ title: "community", resources: [image({ visibility: "community" })] },
		],
		unknown: [{ title: "not known", resources: [image({ visibility: new Unknown() })] }],
	},
};
export default control;
