import type { Control } from "../../control.ts";
import { workloadSelectorMatchesExamples } from "../../examples/workload-selector-matches.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { DAEMON_SETS, REPLICATED } from "../../kinds.ts";
import { podSetsOf } from "../../pod-sets.ts";
import type { Labels, Selector } from "../../selectors.ts";
import { isEmpty, matches, ofLabels } from "../../selectors.ts";
import { isOwned } from "../../workloads.ts";

const control: Control = {
	id: "workload-selector-matches",
	family: "workload",
	severity: "high",
	title: "A workload's selector matches the pods of its template",
	rationale:
		"The API server refuses a workload whose selector does not match its own pods: the rollout never happens, and what ran before goes on.",
	remediation: "Give spec.template.metadata.labels every label that spec.selector asks for.",
	references: [partial(nis2["21.2(e)"]), supporting(secnumcloud["17.4"])],
	appliesTo: [...REPLICATED, ...DAEMON_SETS],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(workload, { all, report, unknown, notApplicable }) {
		if (isOwned(workload)) return notApplicable();
		const { selector } = (workload.properties["spec"] ?? {}) as { selector?: Selector | Labels | null };
		const [set] = podSetsOf(all, workload) ?? [];
		if (set === undefined) return unknown("/spec/template/metadata/labels");
		const isPlain = workload.type === "v1/ReplicationController";
		const asked = isPlain ? ofLabels(selector as Labels) : ((selector ?? {}) as Selector);
		if (isEmpty(asked)) {
			// Before apps/v1beta2 the template's labels were taken where there was no selector.
			if (isPlain || /v1beta1\//.test(workload.type)) return;
			return report({ path: "/spec/selector", message: "It has no selector, or an empty one, which the API server refuses." });
		}
		if (!matches(asked, set.labels))
			report({ path: "/spec/selector", message: "Its selector does not match the labels of its own template." });
	},
	examples: workloadSelectorMatchesExamples,
};
export default control;
