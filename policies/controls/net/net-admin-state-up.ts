import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { network, port } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, supporting } from "../../frameworks.ts";
import { NETWORK, PORT, ROUTER } from "../../ports.ts";

const control: Control = {
	id: "net-admin-state-up",
	family: "net",
	severity: "low",
	title: "Networks, ports and routers are up",
	rationale:
		"What is administratively down carries nothing: a service that is said to exist does not, or what was forgotten waits to be turned on.",
	remediation: "Remove adminStateUp or set it to true; remove the network, port or router where nobody needs it.",
	references: [partial(gdpr["32(1)(b)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [NETWORK, PORT, ROUTER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		if (String(properties["adminStateUp"] ?? true).toLowerCase() === "false")
			report({ path: "/adminStateUp", message: "It is administratively down." });
	},
	examples: {
		pass: [
			{ title: "as it is made", resources: [network("app")] },
			{ title: "up", resources: [port("eth0", { adminStateUp: true })] },
		],
		fail: [
			{ title: "a network that is down", resources: [network("app", { adminStateUp: false })] },
			{ title: "a port that is down", resources: [port("eth0", { adminStateUp: false })] },
			{ title: "a router that is down", resources: [router(false)] },
			{ title: "down, written as a text", resources: [router("false")] },
		],
		unknown: [{ title: "not known", resources: [router(new Unknown())] }],
	},
};
export default control;

function router(adminStateUp: boolean | string | Unknown): ExampleResource {
	return { type: ROUTER, name: "router", properties: { adminStateUp } };
}
