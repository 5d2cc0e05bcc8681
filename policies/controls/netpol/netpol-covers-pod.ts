import type { Control } from "../../control.ts";
import { netpolCoversPodExamples } from "../../examples/netpol-covers-pod.ts";
import { policy } from "../../examples/network-policies.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { otherEngine, policiesByPods } from "../../network-policies.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { bearsPods, namespaceOf, podSpecAt } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const _all = policy({ podSelector: {} });

const control: Control<Exempt> = {
	id: "netpol-covers-pod",
	family: "netpol",
	severity: "high",
	title: "A network policy is for every pod",
	rationale: "A pod that no policy selects talks to everything and is talked to by everything, whatever the other policies say.",
	remediation: "Add a NetworkPolicy whose podSelector matches the pods, best one with podSelector: {} that denies by default.",
	references: [direct(cisKubernetes["5.3.2"]), direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(g)"])],
	appliesTo: bearsPods,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(subject, { all, parameters, absent, unknown, notApplicable, each }) {
		const namespace = namespaceOf(subject);
		if (parameters.exempt.includes(namespace) || isOwned(subject)) return notApplicable();
		const sets = podSetsOf(all, subject);
		if (sets === undefined) return unknown("", "the labels of its pods are not known");
		const policies = all.once(policiesByPods);
		// What shares its node's network is out of every policy's reach.
		const inReach = sets.filter(({ path }) => (podSpecAt(subject, path) as { hostNetwork?: boolean }).hostNetwork !== true);
		if (inReach.length === 0) return notApplicable();
		each(inReach, (set) => {
			if (policies.of(set).length > 0) return;
			const other = policies.isOpen(namespace) ? "whom a NetworkPolicy is for is not known" : otherEngine(all, namespace);
			if (other === undefined) absent({ path: set.path, message: "No NetworkPolicy selects its pods." });
			else unknown("", other);
		});
	},
	examples: netpolCoversPodExamples,
};
export default control;
