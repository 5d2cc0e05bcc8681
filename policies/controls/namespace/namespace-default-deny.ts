import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { container, deployment, manifest, namespace, networkPolicy } from "../../examples/kubernetes.ts";
import { cilium } from "../../examples/network-policies.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt, NAMESPACE, namespaceObjects, podsByNamespace } from "../../namespaces.ts";
import { isAnything, otherEngine, policiesByNamespace, rulesOf, selectsAll } from "../../network-policies.ts";
import { bearsPods, namespaceOf } from "../../pods.ts";

const spec = { containers: [container()] };
const workload = deployment(spec);
const BOTH = ["Ingress", "Egress"];
const own = { from: [{ podSelector: {} }] };

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
	examples: {
		pass: [
			{ title: "one policy for both directions", resources: town(deny(...BOTH)) },
			{
				title: "a policy for each, and one flow",
				resources: town(deny("Ingress"), deny("Egress"), networkPolicy({ podSelector: {}, ingress: [own] })),
			},
			{
				title: "a policy for every pod that allows some traffic",
				resources: town(networkPolicy({ podSelector: {}, ingress: [own], egress: [{ to: own.from }] })),
			},
			{ title: "an old version of the API", resources: town({ ...deny(...BOTH), type: "extensions/v1beta1/NetworkPolicy" }) },
			{ title: "a workload whose namespace is not in the list", resources: [workload, deny(...BOTH)] },
		],
		fail: [
			{ title: "no policy", resources: town() },
			{ title: "only ingress, which is what absent types mean", resources: town(networkPolicy({ podSelector: {} })) },
			{
				title: "only ingress, which is what empty types mean",
				resources: town(networkPolicy({ podSelector: {}, policyTypes: [], egress: [] })),
			},
			{ title: "only some pods", resources: town(networkPolicy({ podSelector: { matchLabels: { app: "web" } }, policyTypes: BOTH })) },
			{ title: "in another namespace", resources: town(networkPolicy({ podSelector: {}, policyTypes: BOTH }, "other")) },
			{ title: "denied, and all allowed again", resources: town(deny(...BOTH), networkPolicy({ podSelector: {}, egress: [{}] })) },
			{ title: "an absent namespace is `default`", resources: [manifest("v1", "Pod", "web", { spec }), deny(...BOTH)] },
		],
		unknown: [
			{ title: "types are not known", resources: town(networkPolicy({ podSelector: {}, policyTypes: new Unknown() })) },
			{ title: "another engine's policy, which is not judged", resources: town(cilium), says: "CiliumNetworkPolicy" },
			{ title: "policies may lie outside this part", partial: true, resources: town() },
		],
		notApplicable: [
			{ title: "no pods", resources: [namespace("town")] },
			{ title: "a workload whose namespace is judged itself", resources: [workload, namespace("town")] },
		],
	},
};
export default control;

function town(...policies: ExampleResource[]): ExampleResource[] {
	return [namespace("town"), workload, ...policies];
}
function deny(...policyTypes: string[]): ExampleResource {
	return { ...networkPolicy({ podSelector: {}, policyTypes }), id: `deny ${policyTypes.join()}` };
}
