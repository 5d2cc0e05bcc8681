import type { Control } from "../../control.ts";
import { netpolPeerExistsExamples } from "../../examples/netpol-peer-exists.ts";
import { secnumcloud, supporting } from "../../frameworks.ts";
import { NETWORK_POLICIES } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { peersOf, rulesOf } from "../../network-policies.ts";
import { peerPods } from "../../peers.ts";

const control: Control<Exempt> = {
	id: "netpol-peer-exists",
	family: "netpol",
	severity: "low",
	title: "The pods that a network policy names as peers exist",
	rationale:
		"A rule for peers that don't exist allows nothing; whoever looks for why traffic stops widens the next rule instead of mending this one.",
	remediation: "Make the selectors of from and to match the labels of the pods and namespaces that are meant, or delete the rule.",
	references: [supporting(secnumcloud["13.2"]), supporting(secnumcloud["13.1"])],
	appliesTo: NETWORK_POLICIES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt: { ...exempt, description: "Namespaces of the cluster itself, whose pods are taken to exist." } },
	check(subject, { all, parameters, report, unknown, each }) {
		for (const direction of ["ingress", "egress"] as const)
			each(rulesOf(subject, direction) ?? [], (rule, index) => {
				const path = `/spec/${direction}/${index}`;
				each(peersOf(rule, direction, subject, path), (peer, at) => {
					if ((peer.podSelector ?? peer.namespaceSelector ?? null) === null) return;
					const { found, open } = peerPods(subject, peer, all, parameters.exempt);
					const place = `${path}/${direction === "ingress" ? "from" : "to"}/${at}`;
					if (found) return;
					if (open !== undefined) unknown(place, open);
					else report({ path: place, message: "No pod is what it names as a peer." });
				});
			});
	},
	examples: netpolPeerExistsExamples,
};
export default control;
