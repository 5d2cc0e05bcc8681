import { Unknown } from "../../../inventory/resource.ts";
import { demandAmount } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { amountExamples } from "../../examples/amounts.ts";
import { container, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";

const sized = (resources: object) => container({ resources: resources as never });
const both = sized({ requests: { "ephemeral-storage": "64Mi" }, limits: { "ephemeral-storage": "256Mi" } });
const { fail } = amountExamples("limits", "ephemeral-storage", "64Mi", "256Mi");

const control: Control = {
	...overPods,
	id: "pod-ephemeral-storage",
	severity: "low",
	title: "Every container has a share of the node's disk",
	rationale: "Logs and temporary files of one container fill the node's disk, and the node then puts all of its pods out.",
	remediation: "Set ephemeral-storage in resources.requests and resources.limits of every container, the request at or below the limit.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		demandAmount(subject, context, "limits", "ephemeral-storage");
		demandAmount(subject, context, "requests", "ephemeral-storage");
	},
	examples: {
		pass: [
			...inEveryPlace("both", both, both),
			ofPod("an ephemeral container can't have any", { containers: [both], ephemeralContainers: [container()] }),
		],
		fail: [...fail, ...inEveryPlace("only a limit", sized({ limits: { "ephemeral-storage": "1Gi" } }), both).slice(0, 5)],
		unknown: [
			ofContainer("not known", sized({ requests: { "ephemeral-storage": "1Gi" }, limits: { "ephemeral-storage": new Unknown() } })),
			ofContainer("no amount", sized({ requests: { "ephemeral-storage": "some" }, limits: { "ephemeral-storage": "1Gi" } })),
		],
	},
};
export default control;
