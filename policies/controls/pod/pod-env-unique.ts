import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, nis2, partial } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const having = (...names: unknown[]) => container({ env: names.map((name) => ({ name: name as string, value: "1" })) });

const control: Control = {
	...overPods,
	id: "pod-env-unique",
	severity: "low",
	title: "No variable is set twice",
	rationale: "The last one counts, whatever the first one says to whoever reads it; and an apply from the server's side keeps one of them.",
	remediation: "Remove all but one of the entries with this name.",
	references: [partial(nis2["21.2(e)"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			const seen = new Set<unknown>();
			context.each(items(container.env, subject, `${path}/env`), (variable, index) => {
				const name = variable?.name;
				if (name === undefined || !seen.has(name)) return void seen.add(name);
				context.report({ path: `${path}/env/${index}/name`, message: `The ${called} sets ${name} twice.` });
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("once each", having("A", "B"), having("A")),
			ofPod("once in each container", { containers: [having("A"), having("A")] }),
			ofPod("none", { containers: [container({ env: null }), container({ env: [null, {}, {}] })] }),
		],
		fail: [
			...inEveryPlace("twice", having("A", "B", "A"), having("A")),
			ofContainer("beside one that is not known", having("A", new Unknown(), "A"), { says: "A twice" }),
		],
		unknown: [ofContainer("not known", having("A", new Unknown()))],
	},
};
export default control;
