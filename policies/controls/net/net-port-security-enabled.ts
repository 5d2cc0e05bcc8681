import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";

const PORT = "openstack:networking/port:Port";
const NETWORK = "openstack:networking/network:Network";

const control: Control = {
	id: "net-port-security-enabled",
	family: "net",
	severity: "high",
	title: "Port security is on",
	rationale: "Without port security Neutron filters nothing: no security group applies, and a machine may speak under any other's address.",
	remediation:
		"Remove portSecurityEnabled, or set it to true; where a machine must forward for others, name their addresses in allowedAddressPairs.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["32(1)(b)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [PORT, NETWORK],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties, type }, { report }) {
		const { portSecurityEnabled: enabled } = properties as { portSecurityEnabled?: boolean | null };
		if (enabled === undefined || enabled === null || enabled === true) return;
		const what =
			type === NETWORK ? "Ports of this network start without port security" : "Port security is off, so no security group applies";
		report({ path: "/portSecurityEnabled", message: `${what}.` });
	},
	examples: {
		pass: [
			{ title: "on by default", resources: [port({})] },
			{ title: "on by default, as a state file writes it", resources: [port({ portSecurityEnabled: null })] },
			{ title: "on", resources: [port({ portSecurityEnabled: true })] },
			{ title: "a network as it is made", resources: [{ type: NETWORK, name: "app", properties: { name: "app" } }] },
		],
		fail: [
			{ title: "off on a port", resources: [port({ portSecurityEnabled: false })], says: "no security group applies" },
			{
				title: "off on a network",
				resources: [{ type: NETWORK, name: "app", properties: { portSecurityEnabled: false } }],
				says: "Ports of this network",
			},
			{ title: "off, written as a text", resources: [port({ portSecurityEnabled: "false" })] },
		],
		unknown: [{ title: "not known", resources: [port({ portSecurityEnabled: new Unknown() })] }],
	},
};
export default control;

function port(properties: Properties): ExampleResource {
	return { type: PORT, name: "server-0", properties: { networkId: "app", ...properties } };
}
