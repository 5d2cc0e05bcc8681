import type { Properties, Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { group } from "../../examples/openstack.ts";
import { direct, gdpr, secnumcloud, supporting } from "../../frameworks.ts";
import { items, leafAt, present } from "../../guard.ts";
import type { Index } from "../../joins.ts";
import { GROUPS } from "../../security-groups.ts";

const PORT = "openstack:networking/port:Port";
const INSTANCE = "openstack:compute/instance:Instance";
const ASSOCIATION = "openstack:networking/portSecGroupAssociate:PortSecGroupAssociate";

const control: Control = {
	id: "net-default-group-unused",
	family: "net",
	severity: "medium",
	title: "No instance or port relies on the group `default`",
	rationale: "Every member of `default` reaches every other one, and whoever adds a rule to it opens machines that were never meant.",
	remediation: "Name the groups of the port in securityGroupIds (of an instance in securityGroups), and make them for the purpose.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"])],
	appliesTo: [PORT, INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, each, notApplicable }) {
		const { properties } = subject;
		const key = subject.type === PORT ? "securityGroupIds" : "securityGroups";
		const groups = properties[key] as readonly string[] | undefined;
		each([...items(groups, subject, `/${key}`).keys()], (index) => {
			const path = `/${key}/${index}`;
			const found = all.reference(subject, path, GROUPS);
			if (leafAt(subject, path) === "default" || found?.properties["name"] === "default")
				report({ path, message: "It is a member of the group `default`." });
		});
		if (groups !== undefined && groups !== null && groups.length > 0) return;
		if (subject.type === PORT ? hasNone(subject, all) : viaPorts(subject)) return notApplicable();
		report({ path: present(properties, key) ? `/${key}` : "", message: "It names no group, so Neutron puts it into `default`." });
	},
	examples: {
		pass: [
			{ title: "a port with a group of its own", resources: [port({ securityGroupIds: ["app"] }), group("app")] },
			{ title: "an instance with a group of its own", resources: [instance({ securityGroups: ["app"] }), group("app")] },
		],
		fail: [
			{ title: "a port without a group", resources: [port({})] },
			{ title: "an instance without a group", resources: [instance({ networks: [{ uuid: "app" }] })] },
			{ title: "an instance in `default`", resources: [instance({ securityGroups: ["default"] })] },
			{ title: "a port in `default`, by id", resources: [port({ securityGroupIds: ["0f"] }), { ...group("default"), physicalId: "0f" }] },
		],
		unknown: [
			{ title: "a group that is not known", resources: [port({ securityGroupIds: [new Unknown()] })] },
			{ title: "groups that are not known", resources: [port({ securityGroupIds: new Unknown() })] },
		],
		notApplicable: [
			{ title: "an instance whose ports have the groups", resources: [instance({ networks: [{ port: new Unknown() }] })] },
			{ title: "a port that wants no group", resources: [port({ noSecurityGroups: true })] },
		],
	},
};
export default control;

/** A port that wants no group, has port security off, or whose groups are set by an association, which replaces `default`. */
function hasNone(port: Resource, all: Index): boolean {
	const { noSecurityGroups, portSecurityEnabled } = port.properties;
	if (noSecurityGroups === true || portSecurityEnabled === false) return true;
	return all.referrers(port, ASSOCIATION, "/portId").list.some(({ properties }) => properties["enforce"] === true);
}
/** An instance whose networks are all given as ports has the groups of those ports. */
function viaPorts(instance: Resource): boolean {
	const networks = items(instance.properties["networks"] as readonly { port?: string }[] | undefined, instance, "/networks");
	return networks.length > 0 && networks.every((network) => present(network, "port"));
}
function port(properties: Properties): ExampleResource {
	return { type: PORT, name: "server-0", properties: { networkId: "app", ...properties } };
}
function instance(properties: Properties): ExampleResource {
	return { type: INSTANCE, name: "server-0", properties: { name: "server-0", ...properties } };
}
