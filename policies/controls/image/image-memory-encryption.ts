import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { IMAGE, imageProperty, isTrue } from "../../images.ts";

const of = (properties: Properties) => image({ properties });

const control: Control = {
	id: "image-memory-encryption",
	family: "image",
	severity: "low",
	title: "The image asks for encrypted memory",
	rationale:
		"Data in use lies in clear in the memory of a host that is not your own; the processor can encrypt it for each machine by itself.",
	remediation: "Set hw_mem_encryption to true and hw_firmware_type to uefi in properties, where the cloud has such hosts.",
	references: [supporting(gdpr["32(1)(a)"]), supporting(secnumcloud["10.1"]), supporting(nis2["21.2(h)"])],
	appliesTo: [IMAGE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report }) {
		const path = subject.properties["properties"] === undefined ? "" : "/properties";
		if (!isTrue(imageProperty(subject, "hw_mem_encryption")))
			return report({ path, message: "It does not ask for encrypted memory: hw_mem_encryption is not true." });
		// Nova refuses such an image on anything but UEFI.
		if (imageProperty(subject, "hw_firmware_type").toLowerCase() !== "uefi")
			report({ path, message: "It asks for encrypted memory, which needs hw_firmware_type uefi." });
	},
	examples: {
		pass: [
			{ title: "asked for", resources: [of({ hw_mem_encryption: "true", hw_firmware_type: "uefi" })] },
			{ title: "as Glance writes it", resources: [of({ hw_mem_encryption: "True", hw_firmware_type: "uefi" })] },
		],
		fail: [
			{ title: "no properties", resources: [image({})], at: "" },
			{ title: "turned off", resources: [of({ hw_mem_encryption: "false", hw_firmware_type: "uefi" })], at: "/properties" },
			{ title: "asked of a BIOS", resources: [of({ hw_mem_encryption: "true", hw_firmware_type: "bios" })] },
		],
		unknown: [{ title: "not known", resources: [of({ hw_mem_encryption: new Unknown(), hw_firmware_type: "uefi" })] }],
	},
};
export default control;
