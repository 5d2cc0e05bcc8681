import type { Resource } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { serviceSelectorUniqueExamples } from "../../examples/service-selector-unique.ts";
import { secnumcloud, supporting } from "../../frameworks.ts";
import type { Index } from "../../joins.ts";
import { add } from "../../joins.ts";
import { SERVICES } from "../../kinds.ts";
import { isHeadless, portsOf, serviceOf, typeOf } from "../../kubernetes-services.ts";
import { namespaceOf } from "../../pods.ts";
import { canonical, ofLabels } from "../../selectors.ts";

const control: Control = {
	id: "service-selector-unique",
	family: "service",
	severity: "medium",
	title: "No two Services of a namespace stand for the same ports of the same pods",
	rationale:
		"Two names for the same pods are most often a selector that was copied and not changed: one of them answers with what the other is for.",
	remediation: "Give each Service the labels of its own pods, or delete the one that is not needed.",
	references: [supporting(secnumcloud["13.1"])],
	appliesTo: SERVICES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown, notApplicable }) {
		const key = keyOf(subject);
		if (key === undefined) return notApplicable();
		const { byKey, open } = all.once(bySelector);
		const mine = targets(subject);
		const twin = (byKey.get(key) ?? []).find(
			(each) => each.id !== subject.id && isHeadless(each) === isHeadless(subject) && targets(each).some((target) => mine.includes(target)),
		);
		if (twin !== undefined)
			return report({ path: "/spec/selector", message: `The Service ${twin.name} selects the same pods by the same ports.` });
		if (open.some((each) => each.id !== subject.id)) unknown("", "what another Service selects is not known");
		if (all.partial) unknown("", "other Services may lie outside this part of the input");
	},
	examples: serviceSelectorUniqueExamples,
};
export default control;

function keyOf(subject: Resource): string | undefined {
	const { selector } = serviceOf(subject);
	if (selector === undefined || selector === null || Object.keys(selector).length === 0 || typeOf(subject) === "ExternalName")
		return undefined;
	return `${namespaceOf(subject)}: ${canonical(ofLabels(selector))}`;
}
/** Ports of pods that it leads to; a headless one without ports leads to each. */
function targets(subject: Resource): readonly string[] {
	const ports = portsOf(subject);
	if (ports.length === 0) return ["all"];
	return ports.map(({ port, targetPort, protocol }) => `${targetPort || port}/${protocol || "TCP"}`);
}
function bySelector(all: Index) {
	const byKey = new Map<string, Resource[]>();
	const open: Resource[] = [];
	for (const each of SERVICES.flatMap((type) => all.ofType(type)))
		try {
			const key = keyOf(each);
			if (key !== undefined) add(byKey, key, each);
		} catch {
			open.push(each);
		}
	return { byKey, open };
}
