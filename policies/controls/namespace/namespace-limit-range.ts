import type { Properties } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { namespaceLimitRangeExamples } from "../../examples/namespace-limit-range.ts";
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
	examples: namespaceLimitRangeExamples,
};
export default control;

function limitRanges(all: Index) {
	return byNamespace(LIMIT_RANGES.flatMap((type) => all.ofType(type)));
}
function _range(spec: Properties, at = "town") {
	return manifest("v1", "LimitRange", "limits", { spec }, at);
}
