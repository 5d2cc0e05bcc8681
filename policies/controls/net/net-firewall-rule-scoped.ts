import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { inBothFamilies } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { present, UnknownValue } from "../../guard.ts";
import { isWorld, rangeOf } from "../../world.ts";

const RULE = "openstack:firewall/ruleV2:RuleV2";

const control: Control<{ sourcePorts: string[]; destinationPorts: string[] }> = {
	id: "net-firewall-rule-scoped",
	family: "net",
	severity: "high",
	title: "A firewall rule that allows names both ends, and is in force",
	rationale: "An absent end is any address. A rule that is turned off is either a guard that nobody keeps or an opening that waits.",
	remediation:
		"Set sourceIpAddress and destinationIpAddress, for the world with one destinationPort, and remove a rule that is not enabled.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		sourcePorts: {
			description: "Ports on which the world may come in, to a destination that is named.",
			default: ["80", "443"],
			schema: { type: "array", items: { type: "string" } },
		},
		destinationPorts: {
			description: "Ports on which a source that is named may reach the world.",
			default: ["53", "80", "123", "443"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, { parameters, report }) {
		const { action, enabled, destinationPort } = subject.properties as { action?: string; enabled?: boolean; destinationPort?: string };
		if (enabled === false) report({ path: "/enabled", message: "The rule is not in force." });
		if (String(action ?? "deny").toLowerCase() !== "allow") return;
		for (const side of ["source", "destination"] as const) {
			const key = `${side}IpAddress`;
			if (!present(subject.properties, key)) {
				report({ path: "", message: `It allows any ${side}: ${key} is absent.` });
				continue;
			}
			const range = rangeOf(String(subject.properties[key]));
			if (range === undefined) throw new UnknownValue(subject, `/${key}`, new Unknown("it is not a range of addresses"));
			if (!isWorld([range]) || parameters[`${side}Ports`].includes(String(destinationPort))) continue;
			report({ path: `/${key}`, message: `Its ${side} is the world, on ports that are not for the world.` });
		}
	},
	examples: {
		pass: [
			...inBothFamilies(({ partner, tier }) => ({
				title: "both ends named",
				resources: [allow(partner, tier, { destinationPort: "22" })],
			})),
			...inBothFamilies(({ world, tier }) => ({
				title: "the world, to HTTPS",
				resources: [allow(world, tier, { destinationPort: "443" })],
			})),
			...inBothFamilies(({ world, tier }) => ({ title: "to time servers", resources: [allow(tier, world, { destinationPort: "123" })] })),
			{ title: "a rule that denies, which is the default", resources: [{ type: RULE, name: "rule", properties: {} }] },
		],
		fail: [
			...inBothFamilies(({ tier }) => ({ title: "no source", resources: [allow("", tier)] })),
			...inBothFamilies(({ partner }) => ({ title: "no destination", resources: [allow(partner, "", { destinationPort: "443" })] })),
			...inBothFamilies(({ world, tier }) => ({ title: "the world, to SSH", resources: [allow(world, tier, { destinationPort: "22" })] })),
			...inBothFamilies(({ zeros, tier }) => ({ title: "the world, to all ports", resources: [allow(zeros, tier)] })),
			{ title: "a guard that nobody keeps", resources: [{ type: RULE, name: "rule", properties: { action: "deny", enabled: false } }] },
		],
		unknown: [{ title: "the source is not known", resources: [allow(new Unknown(), "10.20.0.0/18")] }],
	},
};
export default control;

function allow(sourceIpAddress: string | Unknown, destinationIpAddress: string, rest: Properties = {}): ExampleResource {
	return { type: RULE, name: "rule", properties: { action: "allow", protocol: "tcp", sourceIpAddress, destinationIpAddress, ...rest } };
}
