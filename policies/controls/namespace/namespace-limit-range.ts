import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest, namespace } from "../../examples/kubernetes.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";
import type { Index } from "../../joins.ts";
import { LIMIT_RANGES } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { byNamespace, exempt, NAMESPACE } from "../../namespaces.ts";

const control: Control<Exempt> = {
	id: "namespace-limit-range",
	family: "namespace",
	severity: "low",
	title: "A namespace gives containers limits that name none",
	rationale: "A container that somebody forgot to limit takes what the node has; a default catches it where the manifest does not.",
	remediation: "Add a LimitRange with an item of type Container that has default and defaultRequest for cpu and memory.",
	references: [partial(secnumcloud["9.7"]), supporting(nis2["21.2(c)"])],
	appliesTo: [NAMESPACE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check({ name }, { all, parameters, report, absent, unknown, notApplicable }) {
		if (parameters.exempt.includes(name)) return notApplicable();
		const named = all.once(limitRanges);
		const here = named.get(name) ?? [];
		const limits = here.flatMap((range) =>
			items((range.properties["spec"] as { limits?: readonly object[] } | undefined)?.limits, range, "/spec/limits"),
		);
		if (limits.some((limit) => (limit as { type?: string }).type === "Container" && (present(limit, "default") || present(limit, "max"))))
			return;
		if (named.has("")) return unknown("", "the namespace of a LimitRange is not known");
		if (here.length === 0) return absent({ path: "", message: "No LimitRange gives its containers limits." });
		report({ path: "", message: `${here.map((range) => range.name).join(" and ")} gives containers neither a default nor a maximum.` });
	},
	examples: {
		pass: [
			{ title: "a default", resources: [namespace("town"), range({ limits: [{ type: "Container", default: { memory: "256Mi" } }] })] },
			{
				title: "a maximum, which is the default too",
				resources: [
					namespace("town"),
					range({
						limits: [
							{ type: "Pod", max: { cpu: "2" } },
							{ type: "Container", max: { cpu: "1" } },
						],
					}),
				],
			},
		],
		fail: [
			{ title: "none", resources: [namespace("town")] },
			{
				title: "of another namespace",
				resources: [namespace("town"), range({ limits: [{ type: "Container", default: { memory: "256Mi" } }] }, "other")],
			},
			{
				title: "only for claims",
				resources: [namespace("town"), range({ limits: [{ type: "PersistentVolumeClaim", max: { storage: "1Gi" } }] })],
				says: "neither a default",
			},
			{
				title: "only a least",
				resources: [namespace("town"), range({ limits: [{ type: "Container", min: { cpu: "10m" }, default: null }] })],
			},
			...[null, []].map((limits) => ({ title: "no limits", resources: [namespace("town"), range({ limits })] })),
		],
		unknown: [
			{ title: "ranges may lie outside this part", partial: true, resources: [namespace("town")] },
			{ title: "its limits are not known", resources: [namespace("town"), range({ limits: new Unknown() })] },
			{
				title: "its namespace is not known",
				resources: [
					namespace("town"),
					{ ...range({ limits: [] }), properties: { metadata: { namespace: new Unknown() }, spec: { limits: [] } } },
				],
			},
		],
		notApplicable: [{ title: "the cluster's own", resources: [namespace("kube-node-lease")] }],
	},
};
export default control;

function limitRanges(all: Index) {
	return byNamespace(LIMIT_RANGES.flatMap((type) => all.ofType(type)));
}
function range(spec: Properties, at = "town") {
	return manifest("v1", "LimitRange", "limits", { spec }, at);
}
