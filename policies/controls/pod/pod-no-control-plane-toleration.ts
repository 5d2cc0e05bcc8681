import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, deployment, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { eachPod, namespaceOf, overPods } from "../../pods.ts";

/** The taint, and its older name. */
const TAINTS = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
const [TAINT] = TAINTS;
const containers = [container()];
const tolerating = (...tolerations: unknown[]) => ({ tolerations: tolerations as never, containers });

const control: Control<Exempt> = {
	...overPods,
	id: "pod-no-control-plane-toleration",
	severity: "medium",
	title: "Nothing but the cluster runs beside its control plane",
	rationale: "On a node of the control plane lie the keys of the whole cluster; whoever breaks out of a container there has them.",
	remediation: "Remove the toleration, or move what really belongs to the cluster into a namespace of the system.",
	references: [partial(secnumcloud["9.6"]), partial(gdpr["32(1)(b)"])],
	parameters: { exempt },
	check(subject, context) {
		eachPod(subject, context, ({ spec, path }) => {
			context.each(items(spec.tolerations, subject, `${path}/tolerations`), (toleration, index) => {
				const { key, operator, effect, value } = (toleration ?? {}) as { key?: string; operator?: string; effect?: string; value?: string };
				// The taint has no value and the effect NoSchedule; a toleration of any key is one of every taint.
				if (effect && effect !== "NoSchedule") return;
				if (operator === "Exists" ? key && !TAINTS.includes(key) : !key || !TAINTS.includes(key) || value) return;
				if (context.parameters.exempt.includes(namespaceOf(subject))) return;
				context.report({
					path: `${path}/tolerations/${index}`,
					message: `The pod may run beside the control plane: it tolerates ${key || "every taint"}.`,
				});
			});
		});
	},
	examples: {
		pass: [
			...inEveryKind("none", { containers }),
			ofPod(
				"other taints",
				tolerating({ key: "town.example/database", operator: "Exists" }, { key: "town.example/database", value: "yes" }, null),
			),
			ofPod(
				"of another effect",
				tolerating({ key: TAINT, operator: "Exists", effect: "NoExecute" }, { operator: "Exists", effect: "NoExecute" }),
			),
			ofPod("with a value, which the taint has not", tolerating({ key: TAINT, value: "yes" }, { operator: "Equal", value: "yes" })),
			{ title: "the cluster itself", resources: [deployment(tolerating({ operator: "Exists" }), "kube-system")] },
		],
		fail: [
			...inEveryKind("the control plane", tolerating({ key: TAINT, operator: "Exists", effect: "NoSchedule" })),
			...TAINTS.map((key) => ofPod(key, tolerating({ key }))),
			{
				title: "every taint",
				resources: [deployment(tolerating({ key: "town.example/database" }, { operator: "Exists" }))],
				says: "every taint",
			},
			ofPod("equal to nothing", tolerating({ key: TAINT, operator: "Equal", value: "" })),
			{
				title: "another namespace where that is exempt",
				resources: [deployment(tolerating({ operator: "Exists" }), "kube-system")],
				parameters: { exempt: ["tools"] },
			},
		],
		unknown: [
			ofPod("not known", tolerating(new Unknown())),
			{ title: "whose namespace is not known", resources: [deployment(tolerating({ operator: "Exists" }), new Unknown() as never)] },
		],
	},
};
export default control;
