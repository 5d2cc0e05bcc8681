import { Unknown } from "../../../inventory/resource.ts";
import { ATTACHMENT, usersOf } from "../../attachments.ts";
import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { instance, volume } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, supporting } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { VOLUME } from "../../volume-types.ts";

const disk = (uuid: string | Unknown) =>
	instance({ blockDevices: [{ sourceType: "volume", destinationType: "volume", uuid, bootIndex: 0 }] });

const control: Control = {
	id: "volume-attached",
	family: "volume",
	severity: "low",
	title: "The volume is in use",
	rationale: "A volume that no machine uses keeps data that nobody looks after, and costs what a used one costs.",
	remediation: "Attach it, delete it, or write socle:kept-data into its metadata where the data has to stay.",
	references: [partial(gdpr["5(1)(e)"]), supporting(gdpr["5(1)(c)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [VOLUME],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown }) {
		if (declares(subject, "kept-data")) return;
		const { attachments } = subject.properties as { attachments?: readonly unknown[] };
		if (items(attachments, subject, "/attachments").length > 0) return;
		const { list, complete } = usersOf(subject, all);
		if (list.length > 0) return;
		if (!complete) return unknown("", "not every machine that could use it is known");
		report({ path: "", message: "No machine uses it, and nothing declares it as kept data." });
	},
	examples: {
		pass: [
			{ title: "a machine boots from it", resources: [volume("data", {}), disk("data")] },
			{ title: "a machine of the same run", resources: [volume("data", {}), disk(new Unknown("known after `up`", ["data"]))] },
			{
				title: "attached",
				resources: [volume("data", {}), { type: ATTACHMENT, name: "attached", properties: { instanceId: "0f", volumeId: "data" } }],
			},
			{ title: "attached, as Cinder says", source: "live", resources: [volume("data", { attachments: [{ serverId: "0f" }] })] },
			{ title: "kept", resources: [volume("data", { metadata: { "socle:kept-data": "archive" } })] },
		],
		fail: [
			{ title: "nobody uses it", resources: [volume("data", {}), disk("boot"), volume("boot", {})] },
			{ title: "nobody uses it, live", source: "live", resources: [volume("data", { attachments: [] })] },
			{ title: "kept no longer", resources: [volume("data", { metadata: { "socle:kept-data": "no" } })] },
			{
				title: "an image of the same name",
				resources: [volume("data", {}), instance({ blockDevices: [{ sourceType: "image", uuid: "data" }] })],
			},
		],
		unknown: [
			{ title: "a machine's volume is not known", resources: [volume("data", {}), disk(new Unknown())] },
			{ title: "the machine may lie outside this part", partial: true, resources: [volume("data", {})] },
		],
	},
};
export default control;
