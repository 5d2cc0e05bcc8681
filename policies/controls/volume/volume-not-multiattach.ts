import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { ATTACHMENT } from "../../attachments.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { instance, volume } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { INSTANCE } from "../../ports.ts";
import { TYPES, VOLUME } from "../../volume-types.ts";

const yes = (value: unknown): boolean => /^(<is> )?true$/i.test(String(value).trim());

const control: Control = {
	id: "volume-not-multiattach",
	family: "volume",
	severity: "medium",
	title: "A volume serves one machine",
	rationale:
		"Two machines that write to one volume destroy its file system, unless the file system knows of both; and each reads all of it.",
	remediation: "Drop multiattach, choose a volume type without it, and share files through a file service.",
	references: [partial(gdpr["32(1)(b)"]), supporting(secnumcloud["9.7"]), supporting(nis2["21.2(i)"])],
	appliesTo: [VOLUME, ATTACHMENT, INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, each, notApplicable }) {
		const { properties } = subject;
		const message = "More than one machine may write to it.";
		if (subject.type === INSTANCE) {
			const devices = items(properties["blockDevices"] as unknown as readonly Properties[] | undefined, subject, "/blockDevices");
			if (devices.length === 0) return notApplicable();
			return each(devices, (device, index) => {
				if (yes(device["multiattach"])) report({ path: `/blockDevices/${index}/multiattach`, message });
			});
		}
		// The volume's own switch is gone from provider 5 and from Cinder's API since 2023.2; a live volume still shows what it is.
		if (yes(properties["multiattach"])) return report({ path: "/multiattach", message });
		if (subject.type === ATTACHMENT || all.sourceOf(subject) === "live") return;
		const type = all.reference(subject, "/volumeType", TYPES);
		// Types are the cloud's: what one that is not in the list allows can only be seen on the live volume.
		if (type === undefined) return notApplicable();
		const { multiattach } = (type.properties["extraSpecs"] ?? {}) as { multiattach?: string };
		if (yes(multiattach))
			report({ path: "/volumeType", message: `Its type ${type.name} allows it: more than one machine may write to it.` });
	},
	examples: {
		pass: [
			{ title: "live", source: "live", resources: [volume("data", { multiattach: false })] },
			{ title: "a type of one machine", resources: [volume("data", { volumeType: "luks" }), type({})] },
			{ title: "a type that says no", resources: [volume("data", { volumeType: "luks" }), type({ multiattach: "<is> False" })] },
			{ title: "a word that ends alike", resources: [volume("data", { volumeType: "luks" }), type({ multiattach: "untrue" })] },
			{ title: "a word that begins alike", resources: [volume("data", { volumeType: "luks" }), type({ multiattach: "truely" })] },
			{ title: "an attachment", resources: [attachment({})] },
			{ title: "a block device", resources: [instance({ blockDevices: [{ sourceType: "volume", uuid: "data" }] })] },
		],
		fail: [
			{ title: "live", source: "live", resources: [volume("data", { multiattach: true })] },
			{ title: "written in a program for provider 3", resources: [volume("data", { multiattach: true })] },
			{ title: "by its type", resources: [volume("data", { volumeType: "luks" }), type({ multiattach: "<is> True" })] },
			{ title: "by its type, with a space behind", resources: [volume("data", { volumeType: "luks" }), type({ multiattach: "true " })] },
			{ title: "an attachment", resources: [attachment({ multiattach: true })] },
			{ title: "a block device", resources: [instance({ blockDevices: [{ sourceType: "volume", uuid: "data", multiattach: true }] })] },
		],
		unknown: [{ title: "not known", resources: [volume("data", { multiattach: new Unknown() })] }],
		notApplicable: [
			{ title: "the cloud's type is not in the plan", resources: [volume("data", { volumeType: "luks" })] },
			{ title: "no block devices", resources: [instance({})] },
		],
	},
};
export default control;

function type(extraSpecs: Properties): ExampleResource {
	return { type: TYPES[0], name: "luks", properties: { name: "luks", extraSpecs } };
}
function attachment(properties: Properties): ExampleResource {
	return { type: ATTACHMENT, name: "attached", properties: { instanceId: "server-0", volumeId: "data", ...properties } };
}
