import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest, namespace } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Index } from "../../joins.ts";
import { QUOTAS } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { byNamespace, exempt, NAMESPACE } from "../../namespaces.ts";

/** What bounds the nodes that a namespace can take. */
const BOUNDS = /^((requests|limits)\.)?(cpu|memory)$|^(count\/)?pods$/;

const control: Control<Exempt> = {
	id: "namespace-quota",
	family: "namespace",
	severity: "medium",
	title: "A namespace has a quota",
	rationale: "Without a quota one tenant's mistake takes every node, and with them everybody else's service.",
	remediation: "Add a ResourceQuota to the namespace with requests and limits of cpu and memory, and pods, in spec.hard.",
	references: [direct(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: [NAMESPACE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check({ name }, { all, parameters, report, absent, unknown, notApplicable }) {
		if (parameters.exempt.includes(name)) return notApplicable();
		const named = all.once(quotas);
		const here = named.get(name) ?? [];
		const bounding = here.filter(({ properties }) => {
			const { hard } = (properties["spec"] ?? {}) as { hard?: Properties | null };
			return Object.keys(hard ?? {}).some((key) => BOUNDS.test(key));
		});
		if (bounding.length > 0) return;
		if (named.has("")) return unknown("", "the namespace of a ResourceQuota is not known");
		if (here.length === 0) return absent({ path: "", message: "No ResourceQuota bounds what its pods take together." });
		report({ path: "", message: `${here.map((quota) => quota.name).join(" and ")} bounds neither cpu nor memory nor pods.` });
	},
	examples: {
		pass: [
			{ title: "requests and limits", resources: [namespace("town"), quota({ hard: { "requests.cpu": "4", "limits.memory": "8Gi" } })] },
			{ title: "pods", resources: [namespace("town"), quota({ hard: { "count/pods": "20" } })] },
			{
				title: "one of two",
				resources: [namespace("town"), quota({ hard: { services: "2" } }), { ...quota({ hard: { cpu: "4" } }), id: "other" }],
			},
		],
		fail: [
			{ title: "no quota", resources: [namespace("town")] },
			{ title: "of another namespace", resources: [namespace("town"), quota({ hard: { cpu: "4" } }, "other")] },
			...[null, {}, { services: "2", "count/secrets": "9" }].map((hard) => ({
				title: "that bounds nothing",
				resources: [namespace("town"), quota({ hard })],
				says: "bounds neither",
			})),
			{ title: "of storage only", resources: [namespace("town"), quota({ hard: { "requests.storage": "10Gi" } })] },
		],
		unknown: [
			{ title: "quotas may lie outside this part", partial: true, resources: [namespace("town")] },
			{ title: "what it bounds is not known", resources: [namespace("town"), quota({ hard: new Unknown() })] },
			{
				title: "its namespace is not known",
				resources: [
					namespace("town"),
					{ ...quota({ hard: { cpu: "4" } }), properties: { metadata: { namespace: new Unknown() }, spec: { hard: { cpu: "4" } } } },
				],
			},
		],
		notApplicable: [{ title: "the cluster's own", resources: [namespace("kube-system")] }],
	},
};
export default control;

function quotas(all: Index) {
	return byNamespace(QUOTAS.flatMap((type) => all.ofType(type)));
}
function quota(spec: Properties, at = "town") {
	return manifest("v1", "ResourceQuota", "quota", { spec }, at);
}
