import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environment, instance } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { INSTANCE } from "../../ports.ts";
import { replicasOf, spreadOf, zonesOf } from "../../replicas.ts";

const three = environment({ cloud: { zones: ["par-a", "par-b", "par-c"] } });
const one = environment({ cloud: { zones: ["par-a"] } });

const control: Control = {
	id: "compute-zone-spread",
	family: "compute",
	severity: "medium",
	title: "Replicas are spread over zones",
	rationale: "A fire or a power cut takes a whole zone: replicas that share one are one.",
	remediation: "Set availabilityZone of the replicas to the zones of the cloud in turn.",
	references: [partial(gdpr["32(1)(b)"]), partial(secnumcloud["17.4"]), supporting(nis2["21.2(c)"])],
	appliesTo: [INSTANCE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(instance, { all, report, unknown, notApplicable }) {
		const replicas = replicasOf(instance, all);
		if (replicas.length < 2) return all.partial ? unknown("", "its replicas may lie outside this part of the input") : notApplicable();
		const { zones, isLeftOpen, isUnknown } = spreadOf(replicas, all);
		if (zones.size >= 2) return;
		if (isUnknown) return unknown("/availabilityZone", "the zone of a replica is not known");
		const offered = zonesOf(all);
		if (offered === undefined) return unknown("", "how many zones the cloud has is not known");
		if (offered < 2) return notApplicable();
		const where = zones.size === 0 ? "none of which names a zone" : "of which all that name a zone name the same";
		report({ path: isLeftOpen ? "" : "/availabilityZone", message: `It is one of ${replicas.length} replicas, ${where}.` });
	},
	examples: {
		pass: [
			{ title: "two zones", resources: [web(0, "par-a"), web(1, "par-b"), three] },
			{ title: "two zones for three", resources: [web(0, "par-a"), web(1, "par-b"), web(2, "par-a"), three] },
			{ title: "two zones, and one is not known", resources: [web(0, "par-a"), web(1, "par-b"), web(2, new Unknown())] },
			{ title: "two zones, whatever else the cloud has", resources: [web(0, "par-a"), web(1, "par-b")] },
		],
		fail: [
			{ title: "one zone", resources: [web(0, "par-a"), web(1, "par-a"), three] },
			{ title: "no zone, so that the scheduler chooses", resources: [web(0), web(1), three] },
			{ title: "no zone, as state files write it", resources: [web(0, ""), web(1, ""), three] },
			{ title: "one zone and none", resources: [web(0, "par-a"), web(1), three] },
			{
				title: "others show that there are two",
				resources: [web(0, "par-a"), web(1, "par-a"), { ...instance({ availabilityZone: "par-b" }), name: "mail" }],
			},
		],
		unknown: [
			{ title: "the zone is not known", resources: [web(0, new Unknown()), web(1, "par-a"), three] },
			{ title: "whether the cloud has zones is not known", resources: [web(0, "par-a"), web(1, "par-a")] },
			{ title: "replicas may lie outside this part", partial: true, resources: [web(0, "par-a"), three] },
		],
		notApplicable: [
			{ title: "only one", resources: [web(0, "par-a"), three] },
			{ title: "a cloud of one zone", resources: [web(0, "par-a"), web(1, "par-a"), one] },
		],
	},
};
export default control;

function web(index: number, availabilityZone?: string | Unknown): ExampleResource {
	const name = `web-${index}`;
	return { type: INSTANCE, name, properties: { name, ...(availabilityZone === undefined ? {} : { availabilityZone }) } };
}
