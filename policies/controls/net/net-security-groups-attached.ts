import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, instance, network, port } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { items, leafAt, present } from "../../guard.ts";
import { ASSOCIATION, INSTANCE, interfacesOf, isNeutronsPort, NETWORKS, PORT, plugOf } from "../../ports.ts";

const none = { noSecurityGroups: true } as const;
const associated = { type: ASSOCIATION, name: "groups", properties: { portId: "eth0", securityGroupIds: ["app"] } };
const unfiltered = "Port security is off, so that no group filters";

const control: Control = {
	id: "net-security-groups-attached",
	family: "net",
	severity: "high",
	title: "Every port and instance has a security group",
	rationale: "A port without a group lets everything in and out: whatever listens on the machine is open to the whole network.",
	remediation: "Name the groups in securityGroupIds of the port or securityGroups of the instance, and drop noSecurityGroups.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [PORT, INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown, each, notApplicable }) {
		const { properties } = subject;
		if (subject.type === PORT) {
			if (isNeutronsPort(subject)) return notApplicable();
			if (properties["portSecurityEnabled"] === false) return report({ path: "/portSecurityEnabled", message: `${unfiltered}.` });
			const named = items(properties["securityGroupIds"] as readonly string[] | undefined, subject, "/securityGroupIds").length > 0;
			// Neutron puts a new port that names nothing into `default`: net-default-group-unused looks at that.
			if (named || (all.sourceOf(subject) !== "live" && properties["noSecurityGroups"] !== true)) return;
			const { list, complete } = all.referrers(subject, ASSOCIATION, "/portId");
			if (list.some((other) => items(other.properties["securityGroupIds"] as readonly string[], other, "/securityGroupIds").length > 0))
				return;
			if (!complete) return unknown("", "its groups may be set elsewhere");
			return report({ path: present(properties, "noSecurityGroups") ? "/noSecurityGroups" : "", message: "The port has no group." });
		}
		const interfaces = interfacesOf(subject);
		if (interfaces.length > 0 && interfaces.every((each) => present(each, "port"))) return notApplicable();
		each(interfaces, (record, index) => {
			const plug = present(record, "port") ? undefined : plugOf(subject, `/networks/${index}`, record, all);
			const found = plug === undefined || leafAt(subject, plug.pointer) === "" ? undefined : all.reference(subject, plug.pointer, NETWORKS);
			if (found?.properties["portSecurityEnabled"] === false)
				report({ path: `/networks/${index}`, message: `${unfiltered} on network ${found.name}.` });
		});
		if (all.sourceOf(subject) !== "live") return;
		const groups = items(properties["securityGroups"] as readonly string[] | undefined, subject, "/securityGroups");
		if (groups.length === 0) report({ path: "", message: "The instance has no group." });
	},
	examples: {
		pass: [
			{ title: "a port with a group", resources: [port("eth0", { securityGroupIds: ["app"] }), group("app")] },
			{ title: "a port that an association gives one", resources: [port("eth0", none), associated, group("app")] },
			{ title: "a port that Neutron puts into `default`", resources: [port("eth0")] },
			{
				title: "an instance with a group",
				resources: [instance({ securityGroups: ["app"], networks: [{ uuid: "app" }] }), network("app")],
			},
		],
		fail: [
			{ title: "a port that wants none", resources: [port("eth0", none)] },
			{ title: "a port without port security", resources: [port("eth0", { portSecurityEnabled: false })] },
			{ title: "a live port without any", source: "live", resources: [port("eth0", { securityGroupIds: [] })] },
			{ title: "a live instance without any", source: "live", resources: [instance({ networks: [{ uuid: "app" }] }), network("app")] },
			{
				title: "an instance on a network without port security",
				resources: [instance({ networks: [{ uuid: "app" }] }), network("app", { portSecurityEnabled: false })],
			},
		],
		unknown: [
			{ title: "whether it wants none is not known", resources: [port("eth0", { noSecurityGroups: new Unknown() })] },
			{ title: "the association may lie outside this part", partial: true, resources: [port("eth0", none)] },
		],
		notApplicable: [
			{ title: "an instance whose ports have the groups", resources: [instance({ networks: [{ port: "eth0" }] })] },
			{ title: "a router's port", source: "live", resources: [port("eth0", { deviceOwner: "network:router_interface" })] },
		],
	},
};
export default control;
