import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { IMAGE, imageProperty } from "../../images.ts";

const of = (properties: Properties) => image({ properties });

const control: Control = {
	id: "image-secure-boot",
	family: "image",
	severity: "medium",
	title: "The image demands secure boot",
	rationale: "Without secure boot a boot loader or kernel that an intruder changed starts like any other, and nothing above can notice.",
	remediation: "Set hw_firmware_type to uefi and os_secure_boot to required in properties.",
	references: [supporting(nis2["21.2(e)"]), supporting(secnumcloud["12.11"]), supporting(gdpr["32(1)(b)"])],
	appliesTo: [IMAGE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report }) {
		const path = subject.properties["properties"] === undefined ? "" : "/properties";
		// `optional` starts without it where the host has none.
		if (imageProperty(subject, "os_secure_boot").toLowerCase() !== "required")
			report({ path, message: "It does not demand secure boot: os_secure_boot is not required." });
		if (imageProperty(subject, "hw_firmware_type").toLowerCase() !== "uefi")
			report({ path, message: "It does not start by UEFI, without which there is no secure boot: hw_firmware_type is not uefi." });
	},
	examples: {
		pass: [
			{ title: "demanded", resources: [of({ hw_firmware_type: "uefi", os_secure_boot: "required" })] },
			{ title: "beside others", resources: [of({ hw_firmware_type: "uefi", os_secure_boot: "required", hw_machine_type: "q35" })] },
		],
		fail: [
			{ title: "no properties", resources: [image({})], at: "" },
			{ title: "only where the host can", resources: [of({ hw_firmware_type: "uefi", os_secure_boot: "optional" })] },
			{ title: "turned off", resources: [of({ hw_firmware_type: "uefi", os_secure_boot: "disabled" })], at: "/properties" },
			{ title: "demanded of a BIOS", resources: [of({ hw_firmware_type: "bios", os_secure_boot: "required" })] },
			{ title: "the firmware is left to the cloud", resources: [of({ os_secure_boot: "required" })] },
		],
		unknown: [{ title: "not known", resources: [of({ hw_firmware_type: "uefi", os_secure_boot: new Unknown() })] }],
	},
};
export default control;
