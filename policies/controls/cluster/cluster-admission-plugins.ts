import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-admission-plugins.ts";
import { cisKubernetes, direct, nis2, partial, secnumcloud } from "../../frameworks.ts";

/** On by default. */
const DEFAULTS = ["ServiceAccount", "NamespaceLifecycle"];
const MORE = ["EventRateLimit", "AlwaysPullImages", "DenyServiceExternalIPs"];

const control: Control<{ plugins: readonly string[] }> = {
	id: "cluster-admission-plugins",
	family: "cluster",
	severity: "high",
	title: "What must be asked on admission is asked",
	rationale: "Without NodeRestriction one stolen kubelet changes any node; with AlwaysAdmit nothing is asked at all.",
	remediation:
		"Set enable-admission-plugins=NodeRestriction,EventRateLimit,AlwaysPullImages,DenyServiceExternalIPs, and disable none of the defaults.",
	references: [
		direct(cisKubernetes["1.2.3"]),
		direct(cisKubernetes["1.2.9"]),
		direct(cisKubernetes["1.2.10"]),
		direct(cisKubernetes["1.2.11"]),
		direct(cisKubernetes["1.2.12"]),
		direct(cisKubernetes["1.2.13"]),
		direct(cisKubernetes["1.2.14"]),
		partial(secnumcloud["9.7"]),
		partial(nis2["21.2(e)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		plugins: {
			description: "Admission plug-ins that are asked beside NodeRestriction and those that are on by default.",
			default: MORE,
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			const listed = (value: string | undefined): string[] => (value ?? "").split(",").map((name) => name.trim());
			for (const plugin of ["NodeRestriction", ...context.parameters.plugins])
				expectFlag(
					component,
					context,
					"enable-admission-plugins",
					(value) => listed(value).includes(plugin),
					`${plugin} is not asked on admission`,
				);
			expectFlag(
				component,
				context,
				"enable-admission-plugins",
				(value) => !listed(value).includes("AlwaysAdmit"),
				"everything is admitted",
			);
			for (const plugin of [...DEFAULTS, "NodeRestriction", ...context.parameters.plugins])
				expectFlag(
					component,
					context,
					"disable-admission-plugins",
					(value) => !listed(value).includes(plugin),
					`${plugin} is switched off`,
				);
		});
	},
	examples,
};
export default control;
