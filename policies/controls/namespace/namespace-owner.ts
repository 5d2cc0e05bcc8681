import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { namespace } from "../../examples/kubernetes.ts";
import { c5, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Labels } from "../../labels.ts";
import { demandLabels, labelParameters } from "../../labels.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt, NAMESPACE } from "../../namespaces.ts";

const labelled = (labels: object | null, annotations = {}) => namespace("town", { labels: labels as never, annotations });

const control: Control<Labels & Exempt> = {
	id: "namespace-owner",
	family: "namespace",
	severity: "low",
	title: "A namespace says whose it is",
	rationale: "When something in a namespace has to be stopped, moved or erased, somebody has to be found who may decide it.",
	remediation: "Label the namespace with owner, or annotate it where the value does not fit into a label.",
	references: [partial(nis2["21.2(i)"]), supporting(secnumcloud["13.1"]), supporting(c5["OPS-10"])],
	appliesTo: [NAMESPACE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ...labelParameters, labels: { ...labelParameters.labels, default: ["owner"] }, exempt },
	check(subject, context) {
		if (context.parameters.exempt.includes(subject.name)) return context.notApplicable();
		demandLabels(subject, context);
	},
	examples: {
		pass: [
			{ title: "a label", resources: [labelled({ owner: "EXAMPLE-0001" })] },
			{ title: "an annotation", resources: [labelled(null, { owner: "team@town.example" })] },
			{
				title: "what a pack asks for",
				resources: [labelled({ team: "passports" })],
				parameters: { labels: ["owner", "team"], need: "one" },
			},
		],
		fail: [
			{ title: "no labels", resources: [namespace("town")] },
			{ title: "others", resources: [labelled({ environment: "production" })], says: "lacks owner" },
			...["", " ", null].map((owner) => ({ title: "without a value", resources: [labelled({ owner })] })),
			{ title: "one of two", resources: [labelled({ owner: "EXAMPLE-0001" })], parameters: { labels: ["owner", "team"] } },
		],
		unknown: [{ title: "labels are not known", resources: [labelled(new Unknown())] }],
		notApplicable: [{ title: "the cluster's own", resources: [namespace("kube-public")] }],
	},
};
export default control;
