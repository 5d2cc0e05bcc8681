import type { Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { group, instance, port } from "../../examples/openstack.ts";
import { direct, gdpr, secnumcloud, supporting } from "../../frameworks.ts";
import { items, leafAt, present, UnknownValue } from "../../guard.ts";
import type { Index } from "../../joins.ts";
import { ASSOCIATION, INSTANCE, PORT } from "../../ports.ts";
import { GROUPS } from "../../security-groups.ts";

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
			// Whichever of them it will be, it is none that Neutron made.
			const several = all.candidates(subject, path, GROUPS);
			if (several.length > 1 && several.every((group) => group.properties["name"] !== "default")) return;
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
			{ title: "a port with a group of its own", resources: [port("p", { securityGroupIds: ["app"] }), group("app")] },
			{
				title: "two groups that are made in the same run",
				resources: [
					port("p", { securityGroupIds: [new Unknown(undefined, ["app", "data"])] }),
					{ ...group("app"), id: "app" },
					{ ...group("data"), id: "data" },
				],
			},
			{ title: "an instance with a group of its own", resources: [instance({ securityGroups: ["app"] }), group("app")] },
		],
		fail: [
			...[null, []].map((groups) => ({ title: "a port without a group", resources: [port("p", { securityGroupIds: groups })] })),
			{ title: "a port that gets a group beside `default`", resources: [port("p"), association(false)] },
			{ title: "an instance without a group", resources: [instance({ networks: [{ port: "p" }, { uuid: "app" }] })] },
			{ title: "an instance with nothing", resources: [instance({})] },
			{ title: "an instance in `default`", resources: [instance({ securityGroups: ["default"] })] },
			{ title: "a port in `default`, by id", resources: [port("p", { securityGroupIds: ["0f"] }), { ...group("default"), id: "0f" }] },
		],
		unknown: [
			{ title: "a group that is not known", resources: [port("p", { securityGroupIds: [new Unknown()] })] },
			{ title: "groups that are not known", resources: [port("p", { securityGroupIds: new Unknown() })] },
		],
		notApplicable: [
			{ title: "an instance whose ports have the groups", resources: [instance({ networks: [{ port: new Unknown() }] })] },
			{ title: "a port that wants no group", resources: [port("p", { noSecurityGroups: true })] },
			{ title: "a port without port security", resources: [port("p", { portSecurityEnabled: false })] },
			{ title: "a port whose groups are set elsewhere", resources: [port("p"), association(true)] },
		],
	},
};
export default control;

/** A port that wants no group, has port security off, or whose groups are set by an association, which replaces `default`. */
function hasNone(port: Resource, all: Index): boolean {
	const { noSecurityGroups, portSecurityEnabled } = port.properties;
	if (noSecurityGroups === true || portSecurityEnabled === false) return true;
	const { list, complete } = all.referrers(port, ASSOCIATION, "/portId");
	const set = list.some(({ properties }) => properties["enforce"] === true);
	if (!set && !complete) throw new UnknownValue(port, "", new Unknown("whether an association sets its groups is not known"));
	return set;
}
/** An instance whose networks are all given as ports has the groups of those ports. */
function viaPorts(instance: Resource): boolean {
	const networks = items(instance.properties["networks"] as readonly { port?: string }[] | undefined, instance, "/networks");
	return networks.length > 0 && networks.every((network) => present(network, "port"));
}
function association(enforce: boolean): ExampleResource {
	return { type: ASSOCIATION, name: "groups", properties: { portId: "p", securityGroupIds: ["app"], enforce } };
}
