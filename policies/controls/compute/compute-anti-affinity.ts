import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { INSTANCE } from "../../ports.ts";
import { replicasOf } from "../../replicas.ts";

const GROUPS = ["openstack:compute/serverGroup:ServerGroup"] as const;
const GROUP = "/schedulerHints/0/group";

const textual = { ...group("anti-affinity"), properties: { name: "apart", policies: "anti-affinity" } };

const control: Control = {
	id: "compute-anti-affinity",
	family: "compute",
	severity: "medium",
	title: "Replicas do not share a host",
	rationale: "Two servers of one pool on one hypervisor fail together, at the moment for which there are two.",
	remediation:
		"Make one server group with policies [anti-affinity] (or soft-anti-affinity) and name it in schedulerHints[0].group of every replica.",
	references: [partial(gdpr["32(1)(b)"]), partial(secnumcloud["17.4"]), supporting(nis2["21.2(c)"])],
	appliesTo: [INSTANCE],
	scope: "stack",
	// Nova does not tell an instance's scheduler hints afterwards; a live list has the members of its server groups instead.
	sources: ["plan", "state", "live"],
	check(instance, { all, report, absent, unknown, notApplicable }) {
		const replicas = replicasOf(instance, all);
		const group = all.reference(instance, GROUP, GROUPS);
		if (replicas.length < 2 && all.partial && group === undefined)
			return unknown("", "its replicas may lie outside this part of the input");
		if (replicas.length < 2) return notApplicable();
		if (group === undefined) return absent({ path: "", message: `It is one of ${replicas.length} replicas and in no server group.` });
		const { policies } = group.properties as { policies?: string | readonly string[] };
		// A list in provider 3.15.2, a text in 5.5.1.
		if (![policies].flat().some((each) => each === "anti-affinity" || each === "soft-anti-affinity"))
			return report({ path: GROUP, message: `Its server group ${group.name} does not keep replicas apart.` });
		if (!replicas.some((other) => other !== instance && all.reference(other, GROUP, GROUPS) === group))
			report({ path: GROUP, message: `None of its ${replicas.length - 1} fellow replicas is in its server group ${group.name}.` });
	},
	examples: {
		pass: [
			{ title: "apart", resources: [server(0, "apart"), server(1, "apart"), group("anti-affinity")] },
			{
				title: "apart where possible, made in the same run",
				resources: [0, 1].map((index) => server(index, new Unknown("known after `up`", ["apart"]))).concat(group("soft-anti-affinity")),
			},
			{ title: "apart, written as provider 5 has it", resources: [server(0, "apart"), server(1, "apart"), textual] },
		],
		fail: [
			{ title: "no group", resources: [server(0), server(1)] },
			{ title: "a group that keeps them together", resources: [server(0, "apart"), server(1, "apart"), group("affinity")] },
			{ title: "a group for itself alone", resources: [server(0, "apart"), server(1), group("anti-affinity")] },
			{ title: "a group that is not in the list", resources: [server(0, "elsewhere"), server(1, "elsewhere")] },
		],
		unknown: [
			{ title: "the group is not known", resources: [server(0, new Unknown()), server(1, new Unknown())] },
			{ title: "replicas may lie outside this part", partial: true, resources: [server(0)], says: "its replicas" },
			{ title: "a group may lie outside this part", partial: true, resources: [server(0), server(1)], says: "the other side" },
		],
		notApplicable: [
			{ title: "only one", resources: [server(0)] },
			{ title: "only one, prepared for more", partial: true, resources: [server(0, "apart"), group("anti-affinity")] },
		],
	},
};
export default control;

function server(index: number, group?: string | Unknown): ExampleResource {
	const properties: Properties = { name: `web-${index}`, ...(group === undefined ? {} : { schedulerHints: [{ group }] }) };
	return { type: INSTANCE, name: `web-${index}`, properties };
}
function group(policy: string): ExampleResource {
	return { type: GROUPS[0], name: "apart", id: "apart", properties: { name: "apart", policies: [policy] } };
}
