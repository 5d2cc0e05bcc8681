import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environmentOf } from "../../environment.ts";
import { environment } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { CONTAINER } from "../../swift-acls.ts";

const control: Control = {
	id: "object-no-sync",
	family: "object",
	severity: "medium",
	title: "The container is not copied out of the environment",
	rationale:
		"Container sync hands every object, and every later one, to another cluster, whose place and keeper this environment doesn't decide.",
	remediation: "Remove containerSyncTo; where the other cluster is your own, declare its host under suppliers as own.",
	references: [direct(gdpr["28(1)"]), partial(gdpr["44"]), partial(secnumcloud["19.2"]), partial(nis2["21.2(d)"])],
	appliesTo: [CONTAINER],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(container, { all, report }) {
		if (!present(container.properties, "containerSyncTo")) return;
		const { containerSyncTo } = container.properties as { containerSyncTo: string };
		const target = String(containerSyncTo);
		const host = /^https?:\/\/(\[[^\]]*\]|[^/:]+)/i.exec(target)?.[1]?.toLowerCase();
		// A realm (`//realm/cluster/account/container`) is a name that only the provider resolves: nothing here can tell where it leads.
		if (host !== undefined && environmentOf(all)?.suppliers?.[host] === "own") return;
		const whose = host === undefined ? "the other cluster of this realm" : host;
		report({ path: "/containerSyncTo", message: `Every object is copied to ${whose}, which is not declared as the environment's own.` });
	},
	examples: {
		pass: [
			{ title: "not copied", resources: [container({})] },
			{ title: "a state writes absence as an empty text", resources: [container({ containerSyncTo: "" })] },
			{
				title: "to a host of one's own",
				resources: [
					container({ containerSyncTo: "https://objects.town.example:8080/v1/AUTH_town/scans" }),
					environment({ suppliers: { "objects.town.example": "own" } }),
				],
			},
		],
		fail: [
			{ title: "to another realm", resources: [container({ containerSyncTo: "//elsewhere/cluster-1/AUTH_town/scans" })] },
			{ title: "to a host", resources: [container({ containerSyncTo: "https://objects.elsewhere.example/v1/AUTH_x/scans" })] },
			{ title: "to an IPv6 address", resources: [container({ containerSyncTo: "http://[2001:db8::7]:8080/v1/AUTH_x/scans" })] },
			{
				title: "to a host that somebody else runs",
				resources: [
					container({ containerSyncTo: "https://objects.elsewhere.example/v1/AUTH_x/scans" }),
					environment({ suppliers: { "objects.elsewhere.example": "US" } }),
				],
			},
		],
		unknown: [{ title: "where to is not known", resources: [container({ containerSyncTo: new Unknown() })] }],
	},
};
export default control;

function container(properties: Properties): ExampleResource {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", ...properties } };
}
