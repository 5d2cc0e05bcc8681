import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { ATTACHMENT, isKept } from "../../attachments.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { instance, volume } from "../../examples/openstack.ts";
import { gdpr, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";
import { INSTANCE } from "../../ports.ts";

const kept = { metadata: { "socle:kept-data": "true" } };
const disk = (properties: Properties, metadata: Properties = {}) =>
	instance({ metadata, blockDevices: [{ sourceType: "volume", destinationType: "volume", uuid: "data", ...properties }] });

const control: Control = {
	id: "compute-volume-declared",
	family: "compute",
	severity: "low",
	title: "A machine's volumes go with it, or are declared as kept",
	rationale: "A volume that outlives its machine unnoticed keeps personal data past every retention period, and nobody knows whose it is.",
	remediation: "Set deleteOnTermination on the block device, or write socle:kept-data into the metadata of the volume or the machine.",
	references: [partial(gdpr["5(1)(e)"]), supporting(gdpr["17(1)"]), supporting(secnumcloud["19.4"])],
	appliesTo: [INSTANCE, ATTACHMENT],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, each, notApplicable }) {
		const message = "The volume stays when the machine goes, and nothing declares it as kept data.";
		if (subject.type === ATTACHMENT) {
			if (!isKept(subject, "/volumeId", all)) report({ path: "/volumeId", message });
			return;
		}
		const devices = subject.properties["blockDevices"] as unknown as readonly Properties[] | undefined;
		let volumes = 0;
		each(items(devices, subject, "/blockDevices"), (device, index) => {
			if (device["destinationType"] !== "volume") return;
			volumes++;
			if (device["deleteOnTermination"] === true || declares(subject, "kept-data")) return;
			const path = `/blockDevices/${index}`;
			const uuid = device["sourceType"] === "volume" && present(device, "uuid");
			if (!uuid || !isKept(subject, `${path}/uuid`, all)) report({ path, message });
		});
		if (volumes === 0) notApplicable();
	},
	examples: {
		pass: [
			{ title: "it goes", resources: [disk({ deleteOnTermination: true })] },
			{ title: "the volume is declared as kept", resources: [disk({}), volume("data", kept)] },
			{ title: "the machine says so", resources: [disk({ deleteOnTermination: false }, kept.metadata)] },
			{ title: "the same program holds the volume, and takes it away", resources: [disk({}), volume("data", {})] },
			{ title: "attached later, and declared", source: "live", resources: [attached(), volume("data", kept)] },
		],
		fail: [
			{ title: "a volume that Nova makes and leaves", resources: [disk({ sourceType: "image", uuid: "debian" })] },
			{ title: "a volume from elsewhere", resources: [disk({ deleteOnTermination: false })] },
			{ title: "live, it stays", source: "live", resources: [disk({}), volume("data", {})] },
			{
				title: "live, no longer declared",
				source: "live",
				resources: [disk({}), volume("data", { metadata: { "socle:kept-data": "false" } })],
			},
			{ title: "attached later, from elsewhere", resources: [attached()] },
		],
		unknown: [
			{ title: "whether it goes is not known", resources: [disk({ deleteOnTermination: new Unknown() })] },
			{ title: "the volume lies outside this part", partial: true, resources: [disk({})] },
		],
		notApplicable: [{ title: "no volumes", resources: [instance({ imageId: "debian" })] }],
	},
};
export default control;

function attached(): ExampleResource {
	return { type: ATTACHMENT, name: "attached", properties: { instanceId: "server-0", volumeId: "data" } };
}
