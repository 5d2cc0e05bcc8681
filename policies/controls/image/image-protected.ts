import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { IMAGE, isTrue } from "../../images.ts";

const control: Control = {
	id: "image-protected",
	family: "image",
	severity: "medium",
	title: "The image can't be deleted by mistake",
	rationale: "When the image is gone, no lost machine can be started again from it: recovery ends with a message about an unknown image.",
	remediation: "Set protected to true, and take it back only in the change that retires the image.",
	references: [partial(gdpr["32(1)(c)"]), supporting(secnumcloud["17.4"]), supporting(nis2["21.2(c)"])],
	appliesTo: [IMAGE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		if (isTrue(properties["protected"])) return;
		report({ path: properties["protected"] === undefined ? "" : "/protected", message: "Anyone in the project may delete it." });
	},
	examples: {
		pass: [
			{ title: "protected", resources: [image({ protected: true })] },
			{ title: "protected, written as a text", resources: [image({ protected: "true" })] },
		],
		fail: [
			{ title: "as it is made", resources: [image({})], at: "" },
			{ title: "not protected", resources: [image({ protected: false })], at: "/protected" },
		],
		unknown: [{ title: "not known", resources: [image({ protected: new Unknown() })] }],
	},
};
export default control;
