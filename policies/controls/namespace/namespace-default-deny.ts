import type { Control } from "../../control.ts";
import { namespaceDefaultDenyExamples } from "../../examples/namespace-default-deny.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt, NAMESPACE, namespaceObjects, podsByNamespace } from "../../namespaces.ts";
import { isAnything, otherEngine, policiesByNamespace, rulesOf, selectsAll } from "../../network-policies.ts";
import { bearsPods, namespaceOf } from "../../pods.ts";

const control: Control<Exempt> = {
	id: "namespace-default-deny",
	family: "namespace",
	severity: "high",
	title: "Traffic in a namespace is denied unless it is allowed",
	rationale: "Without a default every pod reaches every other one, and the internet: a breach of one service is a breach of all.",
	remediation: "Add a NetworkPolicy with podSelector: {}, policyTypes: [Ingress, Egress] and no rules; allow each flow in one of its own.",
	references: [direct(cisKubernetes["5.3.2"]), direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(g)"])],
	appliesTo: (resource) => resource.type === NAMESPACE || bearsPods(resource),
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(subject, { all, report, absent, unknown, notApplicable, parameters }) {
		const isNamespace = subject.type === NAMESPACE;
		const name = isNamespace ? subject.name : namespaceOf(subject);
		// The verdict sits on the namespace; on a workload only where its namespace is no object of the list.
		if (parameters.exempt.includes(name) || (!isNamespace && all.once(namespaceObjects).has(name))) return notApplicable();
		if (isNamespace && !all.once(podsByNamespace).has(name)) {
			if (all.partial || all.once(podsByNamespace).has("")) return unknown("", "whether it has pods is not known");
			return notApplicable();
		}
		const named = all.once(policiesByNamespace);
		const policies = named.get(name) ?? [];
		for (const direction of ["ingress", "egress"] as const) {
			// A policy for every pod denies what none allows, whether or not it allows something itself.
			const whole = policies.filter((policy) => selectsAll(policy) && rulesOf(policy, direction) !== undefined);
			const open = whole.find((policy) => rulesOf(policy, direction)?.some(isAnything));
			const other = otherEngine(all, name);
			if (open !== undefined) report({ path: "", message: `The policy ${open.name} allows all ${direction}, so that nothing is denied.` });
			else if (named.has("")) unknown("", "the namespace of a NetworkPolicy is not known");
			else if (whole.length > 0) continue;
			else if (other !== undefined) unknown("", other);
			else absent({ path: "", message: `No policy denies ${direction} by default in the namespace ${name}.` });
		}
	},
	examples: namespaceDefaultDenyExamples,
};
export default control;
