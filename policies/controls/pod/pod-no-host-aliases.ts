import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachPod, overPods } from "../../pods.ts";

const containers = [container()];
const alias = { ip: "192.0.2.7", hostnames: ["id.town.example"] };

const control: Control = {
	...overPods,
	id: "pod-no-host-aliases",
	severity: "low",
	title: "Names come from the name server alone",
	rationale: "A pod's own list of names leads past DNS and its signatures, and still leads there when the address has long been another's.",
	remediation: "Remove hostAliases, and put the name into DNS.",
	references: [partial(secnumcloud["13.1"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachPod(subject, context, ({ spec, path }) => {
			const aliases = items(spec.hostAliases, subject, `${path}/hostAliases`);
			if (aliases.length > 0) context.report({ path: `${path}/hostAliases`, message: "The pod brings names of its own (hostAliases)." });
		});
	},
	examples: {
		pass: [
			...inEveryKind("none", { containers }),
			ofPod("an empty list", { hostAliases: [], containers }),
			ofPod("null", { hostAliases: null, containers }),
		],
		fail: [
			...inEveryKind("one", { hostAliases: [alias], containers }),
			ofPod("one that is not known is one", { hostAliases: [new Unknown()], containers }),
		],
		unknown: [
			ofPod("not known", { hostAliases: new Unknown(), containers }),
			ofPod("no list", { hostAliases: "id.town.example", containers }),
		],
	},
};
export default control;
