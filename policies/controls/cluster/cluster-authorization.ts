import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-authorization.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control = {
	id: "cluster-authorization",
	family: "cluster",
	severity: "high",
	title: "Requests are authorised by roles, and kubelets ask",
	rationale: "AlwaysAllow gives whoever has any name every right; without Node one stolen kubelet reads every Secret.",
	remediation: "Set authorization-mode=Node,RBAC on the API server, and authorization.mode: Webhook in the kubelet's file.",
	references: [
		direct(cisKubernetes["1.2.6"]),
		direct(cisKubernetes["1.2.7"]),
		direct(cisKubernetes["1.2.8"]),
		direct(cisKubernetes["4.2.2"]),
		direct(secnumcloud["9.3"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver", "kubelet"], (component) => {
			if (component.name === "kubelet")
				expectFlag(
					component,
					context,
					"authorization-mode",
					(value) => value === "Webhook",
					"it doesn't ask the API server what is allowed",
				);
			else if (component.says("authorization-config") && !component.says("authorization-mode"))
				context.unknown(component.path("authorization-config"), "how requests are authorised is said in the file that it names");
			else {
				const modes = (value: string | undefined): string[] => (value ?? "").split(",").map((mode) => mode.trim());
				expectFlag(component, context, "authorization-mode", (value) => !modes(value).includes("AlwaysAllow"), "every request is allowed");
				for (const mode of ["Node", "RBAC"])
					expectFlag(
						component,
						context,
						"authorization-mode",
						(value) => modes(value).includes(mode),
						`requests are not authorised by ${mode}`,
					);
			}
		});
	},
	examples,
};
export default control;
