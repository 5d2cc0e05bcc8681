import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { policy, worldExamples } from "../../examples/network-policies.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { NETWORK_POLICIES } from "../../kinds.ts";
import type { PolicyPort } from "../../network-policies.ts";
import { openRules } from "../../network-policies.ts";

const shared = worldExamples("egress", "open-egress");
const egress = (...ports: object[]) => policy({ policyTypes: ["Egress"], egress: [{ ports: ports as never }] });

const control: Control<{ ports: readonly string[] }> = {
	id: "netpol-no-world-egress",
	family: "netpol",
	severity: "medium",
	title: "No network policy lets pods out to the world",
	rationale:
		"Whoever takes over a pod that may talk to any address carries data away and fetches the next tool; named destinations leave neither.",
	remediation:
		"Name pods, namespaces or narrow ranges in to; annotate a policy that has to stay open with socle/open-egress and the reason.",
	references: [direct(secnumcloud["13.2"]), partial(secnumcloud["12.14"]), partial(gdpr["5(1)(f)"]), partial(nis2["21.2(g)"])],
	appliesTo: NETWORK_POLICIES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		ports: {
			description: "Ports that may be open to the world; names are resolved there.",
			default: ["53"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, { parameters, report, each }) {
		if (declares(subject, "open-egress")) return;
		const isFine = ({ port, endPort }: PolicyPort): boolean => parameters.ports.includes(String(port)) && (endPort ?? port) === port;
		for (const { path, ports, by } of openRules(subject, "egress", each))
			if (ports.length === 0 || !ports.every(isFine)) report({ path, message: `It lets traffic out ${by}.` });
	},
	examples: {
		...shared,
		pass: [
			...shared.pass,
			{ title: "the names of the world", resources: [egress({ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53, endPort: 53 })] },
			{ title: "ports that a pack allows", resources: [egress({ port: 443 })], parameters: { ports: ["443"] } },
		],
		fail: [
			...shared.fail,
			{ title: "the web", resources: [egress({ port: 53 }, { port: 443 })], says: "to everywhere" },
			{ title: "a range that begins with names", resources: [egress({ port: 53, endPort: 443 })] },
			{ title: "every port of a protocol", resources: [egress({ protocol: "UDP" })] },
		],
		unknown: [...shared.unknown, { title: "the port is not known", resources: [egress({ port: new Unknown() })] }],
	},
};
export default control;
