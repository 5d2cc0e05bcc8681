import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { leafAt, present } from "../../guard.ts";
import { AMPHORA } from "../../live-types.ts";
import { BALANCER } from "../../ports.ts";

const FLAVORS = ["openstack:loadbalancer/flavorV2:FlavorV2"] as const;
const PROFILES = ["openstack:loadbalancer/flavorprofileV2:FlavorprofileV2", "openstack:index/lbFlavorprofileV2:LbFlavorprofileV2"] as const;

const flavor: ExampleResource = { type: FLAVORS[0], name: "ha", id: "ha", properties: { name: "ha", flavorProfileId: "profile" } };

const control: Control<{ redundantFlavors: readonly string[] }> = {
	id: "lb-redundant",
	family: "lb",
	severity: "medium",
	title: "The balancer survives the loss of a machine",
	rationale: "A balancer on one machine takes every service behind it along when that machine fails.",
	remediation: "Choose a flavor whose profile says ACTIVE_STANDBY; where only its id is known, name it in redundantFlavors.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: [BALANCER],
	scope: "stack",
	// Without a flavor the cloud's own setting decides, which only administrators see, as the machines of a live balancer.
	sources: ["plan", "state", "live"],
	parameters: {
		redundantFlavors: {
			description: "Names or ids of redundant flavors.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(balancer, { all, parameters: { redundantFlavors }, report, unknown, notApplicable }) {
		const { list, complete } = all.referrers(balancer, AMPHORA, "/loadbalancer_id");
		const roles = list.map(({ properties }) => String(properties["role"]).toUpperCase());
		if (roles.includes("MASTER") && roles.includes("BACKUP")) return;
		if (!complete && all.ofType(AMPHORA).length > 0) return unknown("", "which machines it runs on is not known");
		if (roles.length > 0) return report({ path: "", message: `It runs on ${roles.join(", ")}: no machine stands by.` });
		// OVN spreads a balancer over every host; it has no machine of its own.
		if (String(balancer.properties["loadbalancerProvider"]).toLowerCase() === "ovn") return;
		if (!present(balancer.properties, "flavorId")) return notApplicable();
		const known = (name: unknown): boolean => typeof name === "string" && redundantFlavors.includes(name);
		if (known(leafAt(balancer, "/flavorId"))) return;
		const flavor = all.reference(balancer, "/flavorId", FLAVORS);
		if (known(flavor?.name)) return;
		const profile = flavor === undefined ? undefined : all.reference(flavor, "/flavorProfileId", PROFILES);
		if (profile === undefined) return unknown("/flavorId", "what this flavor gives is not known");
		const topology = /"loadbalancer_topology"\s*:\s*"(\w+)"/.exec(String(profile.properties["flavorData"]))?.[1];
		if (topology === undefined) unknown("/flavorId", "its profile leaves the topology to the cloud");
		else if (topology !== "ACTIVE_STANDBY") report({ path: "/flavorId", message: `Its flavor says ${topology}.` });
	},
	examples: {
		pass: [
			{ title: "a flavor that says so", resources: [balancer({ flavorId: "ha" }), flavor, profile("ACTIVE_STANDBY")] },
			{ title: "a flavor that the pack names", resources: [balancer({ flavorId: "ha" })], parameters: { redundantFlavors: ["ha"] } },
			{ title: "live, on two machines", resources: [balancer({}), machine("MASTER"), machine("BACKUP")], source: "live" },
			{ title: "OVN", resources: [balancer({ loadbalancerProvider: "ovn" })] },
		],
		fail: [
			{ title: "a flavor of one machine", resources: [balancer({ flavorId: "ha" }), flavor, profile("SINGLE")] },
			{ title: "live, on one machine", resources: [balancer({}), machine("STANDALONE")], source: "live" },
		],
		unknown: [
			{ title: "a flavor that is not in the list", resources: [balancer({ flavorId: "ha" })] },
			{ title: "the flavor is not known", resources: [balancer({ flavorId: new Unknown() })] },
		],
		notApplicable: [{ title: "the cloud's own setting", resources: [balancer({})] }],
	},
};
export default control;

function balancer(properties: Properties): ExampleResource {
	return { type: BALANCER, name: "edge", id: "edge", properties: { name: "edge", vipSubnetId: "app", ...properties } };
}
function profile(topology: string): ExampleResource {
	return { type: PROFILES[0], name: "profile", id: "profile", properties: { flavorData: `{"loadbalancer_topology": "${topology}"}` } };
}
function machine(role: string): ExampleResource {
	return { type: AMPHORA, name: role, properties: { loadbalancer_id: "edge", role } };
}
