import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { policy, worldExamples } from "../../examples/network-policies.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { NETWORK_POLICIES } from "../../kinds.ts";
import { openRules } from "../../network-policies.ts";

const shared = worldExamples("ingress", "public-edge");

const control: Control = {
	id: "netpol-no-world-ingress",
	family: "netpol",
	severity: "medium",
	title: "No network policy lets the world in",
	rationale:
		"A rule without a peer, or with one that is every address, opens its pods to every other pod and to whatever reaches the nodes.",
	remediation:
		"Name pods, namespaces or narrow ranges in from; annotate the policy of what people are to reach directly with socle/public-edge.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(g)"])],
	appliesTo: NETWORK_POLICIES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, each }) {
		if (declares(subject, "public-edge")) return;
		for (const { path, by } of openRules(subject, "ingress", each)) report({ path, message: `It lets traffic in ${by}.` });
	},
	examples: {
		...shared,
		fail: [
			...shared.fail,
			{
				title: "every namespace and every address, on the port of the web",
				resources: [policy({ ingress: [{ ports: [{ port: 443 }] }] })],
				says: "from everywhere",
			},
		],
	},
};
export default control;
