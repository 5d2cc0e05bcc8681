import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { eachPod, overPods } from "../../pods.ts";

const ranked = (priorityClassName: unknown) => ({ priorityClassName: priorityClassName as string, containers: [container()] });

const control: Control<{ allowed: readonly string[] }> = {
	...overPods,
	id: "pod-priority-class",
	severity: "low",
	title: "Every pod says how much it matters",
	rationale: "When nodes run full somebody's pod has to go, and without a word on it that is chance.",
	remediation: "Set priorityClassName to a PriorityClass of the cluster that fits the service.",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"])],
	parameters: {
		allowed: {
			description: "Names of the classes that may be used. Empty: any.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		const { allowed } = context.parameters;
		eachPod(subject, context, ({ spec, path }) => {
			const name = spec.priorityClassName;
			const at = `${path}/priorityClassName`;
			if (name === undefined || name === null || name === "") context.report({ path: at, message: "The pod names no priority class." });
			else if (allowed.length > 0 && !allowed.includes(name))
				context.report({ path: at, message: `The pod has the priority class ${name}; allowed is ${allowed.join(", ")}.` });
		});
	},
	examples: {
		pass: [
			...inEveryKind("named", ranked("citizens")),
			ofPod("one that is allowed", ranked("citizens"), { parameters: { allowed: ["office", "citizens"] } }),
		],
		fail: [
			...inEveryKind("none", { containers: [container()] }),
			...[null, ""].map((name) => ofPod(`${name} is none`, ranked(name), { says: "names no" })),
			ofPod("one that is not allowed", ranked("system-node-critical"), {
				parameters: { allowed: ["citizens"] },
				says: "allowed is citizens",
			}),
		],
		unknown: [ofPod("not known", ranked(new Unknown()))],
	},
};
export default control;
