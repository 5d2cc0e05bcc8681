import type { Properties, Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { container, deployment, manifest } from "../../examples/kubernetes.ts";
import { cisKubernetes } from "../../frameworks/cis-kubernetes.ts";
import { direct, partial } from "../../frameworks/clause.ts";
import { gdpr } from "../../frameworks/gdpr.ts";
import { nis2 } from "../../frameworks/nis2.ts";
import { secnumcloud } from "../../frameworks/secnumcloud.ts";
import { items } from "../../guard.ts";
import type { Index } from "../../joins.ts";
import type { Exempt } from "../../namespaces.ts";
import { byNamespace, exempt, NAMESPACE, namespaceObjects, podsByNamespace } from "../../namespaces.ts";
import { bearsPods, namespaceOf } from "../../pods.ts";

const POLICY = "networking.k8s.io/v1/NetworkPolicy";
type Rule = { from?: readonly unknown[] | null; to?: readonly unknown[] | null; ports?: readonly unknown[] | null };
type Direction = "ingress" | "egress";
const namespace = manifest("v1", "Namespace", "town", {});
const pods = deployment({ containers: [container()] });

const control: Control<Exempt> = {
	id: "namespace-default-deny",
	family: "namespace",
	severity: "high",
	title: "Traffic in a namespace is denied unless it is allowed",
	rationale:
		"Without a default every pod of the cluster reaches every other one, and the internet: a breach of one service is a breach of all.",
	remediation:
		"Add a NetworkPolicy with podSelector: {}, policyTypes: [Ingress, Egress] and no rules; allow each flow in a policy of its own.",
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
			const open = policies.find((policy) => selectsAll(policy) && rulesOf(policy, direction)?.some(isAnything));
			if (open !== undefined) report({ path: "", message: `The policy ${open.name} allows all ${direction}, so that nothing is denied.` });
			else if (named.has("")) unknown("", "the namespace of a NetworkPolicy is not known");
			else if (policies.some((policy) => selectsAll(policy) && rulesOf(policy, direction)?.length === 0)) continue;
			else absent({ path: "", message: `No policy denies ${direction} by default in the namespace ${name}.` });
		}
	},
	examples: {
		pass: [
			{ title: "one policy for both directions", resources: [namespace, pods, deny(["Ingress", "Egress"])] },
			{
				title: "a policy for each, and one flow",
				resources: [
					namespace,
					pods,
					deny(["Ingress"]),
					deny(["Egress"]),
					policy({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }),
				],
			},
			{ title: "a workload whose namespace is not in the list", resources: [pods, deny(["Ingress", "Egress"])] },
		],
		fail: [
			{ title: "no policy", resources: [namespace, pods] },
			{ title: "only ingress, which is what absent types mean", resources: [namespace, pods, policy({ podSelector: {} })] },
			{
				title: "only some pods",
				resources: [namespace, pods, policy({ podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Ingress", "Egress"] })],
			},
			{
				title: "in another namespace",
				resources: [
					namespace,
					pods,
					manifest(
						"networking.k8s.io/v1",
						"NetworkPolicy",
						"deny",
						{ spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
						"other",
					),
				],
			},
			{
				title: "denied, and all allowed again",
				resources: [namespace, pods, deny(["Ingress", "Egress"]), policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{}] })],
			},
			{
				title: "an absent namespace is `default`",
				resources: [
					manifest("apps/v1", "Deployment", "web", { spec: { template: { spec: { containers: [container()] } } } }),
					deny(["Ingress", "Egress"]),
				],
			},
		],
		unknown: [
			{ title: "types are not known", resources: [namespace, pods, policy({ podSelector: {}, policyTypes: new Unknown() })] },
			{ title: "policies may lie outside this part", partial: true, resources: [namespace, pods] },
		],
		notApplicable: [
			{ title: "no pods", resources: [namespace] },
			{ title: "a workload whose namespace is judged itself", resources: [pods, namespace] },
		],
	},
};
export default control;

function policiesByNamespace(all: Index) {
	return byNamespace(all.ofType(POLICY));
}

function selectsAll(policy: Resource): boolean {
	const selector = (
		policy.properties["spec"] as { podSelector?: { matchLabels?: object | null; matchExpressions?: readonly unknown[] | null } | null }
	)?.podSelector;
	return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
}

/** Rules of a direction that the policy is about; `undefined` where it is not. Absent types mean Ingress, and Egress where rules for it stand. */
function rulesOf(policy: Resource, direction: Direction): readonly Rule[] | undefined {
	const spec = (policy.properties["spec"] ?? {}) as {
		policyTypes?: readonly string[] | null;
		ingress?: readonly Rule[];
		egress?: readonly Rule[];
	};
	const rules = items(spec[direction], policy, `/spec/${direction}`);
	const types = spec.policyTypes ?? (direction === "ingress" || rules.length > 0 ? ["Ingress", "Egress"] : []);
	return types.some((type) => type.toLowerCase() === direction) ? rules : undefined;
}

function isAnything({ from, to, ports }: Rule): boolean {
	return (from ?? []).length === 0 && (to ?? []).length === 0 && (ports ?? []).length === 0;
}

function policy(spec: Properties): ExampleResource {
	return manifest("networking.k8s.io/v1", "NetworkPolicy", "policy", { spec }, "town");
}
function deny(policyTypes: string[]): ExampleResource {
	return { ...policy({ podSelector: {}, policyTypes }), id: `deny ${policyTypes.join()}` };
}
