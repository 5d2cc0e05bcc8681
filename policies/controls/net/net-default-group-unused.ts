import type { Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/net-default-group-unused.ts";
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
	examples,
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
