import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { annotated, hosts, ingress } from "../../examples/ingresses.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { secnumcloud, supporting } from "../../frameworks.ts";
import { classOf, defaultClass } from "../../ingresses.ts";
import { INGRESSES } from "../../kinds.ts";

const ingressClass = (isDefault: string | boolean | Unknown) =>
	manifest("networking.k8s.io/v1", "IngressClass", "town", {
		metadata: { annotations: { "ingressclass.kubernetes.io/is-default-class": isDefault } },
	});

const control: Control = {
	id: "ingress-class",
	family: "ingress",
	severity: "low",
	title: "An Ingress names its class",
	rationale: "An Ingress without a class is served by no controller, or by every one that feels meant, the public one included.",
	remediation: "Set spec.ingressClassName.",
	references: [supporting(secnumcloud["13.2"]), supporting(secnumcloud["17.5"])],
	appliesTo: INGRESSES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, absent }) {
		if (classOf(subject) !== undefined || all.once(defaultClass) !== undefined) return;
		absent({ path: "/spec/ingressClassName", message: "It names no class, and the list has no default one." });
	},
	examples: {
		pass: [
			{ title: "by field", resources: [ingress({ ingressClassName: "town" })] },
			{ title: "by annotation", resources: [annotated({ "kubernetes.io/ingress.class": "town" })] },
			{ title: "the default", resources: [hosts("town.example"), ingressClass("true")] },
		],
		fail: [
			{ title: "none", resources: [hosts("town.example")] },
			...[null, ""].map((ingressClassName) => ({
				title: "nothing",
				resources: [
					ingress({ ingressClassName }, { annotations: { "kubernetes.io/ingress.class": ingressClassName } }, "networking.k8s.io/v1beta1"),
				],
			})),
			{ title: "a class that is no default", resources: [hosts("town.example"), ingressClass("false")] },
		],
		unknown: [
			{ title: "the class is not known", resources: [ingress({ ingressClassName: new Unknown() })] },
			{ title: "a default may lie outside this part", partial: true, resources: [hosts("town.example")] },
			{ title: "whether a class is the default is not known", resources: [hosts("town.example"), ingressClass(new Unknown())] },
		],
	},
};
export default control;
