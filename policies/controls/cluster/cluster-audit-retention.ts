import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-audit-retention.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control<{ days: number; files: number; megabytes: number }> = {
	id: "cluster-audit-retention",
	family: "cluster",
	severity: "medium",
	title: "Audit logs are kept for a month on the host",
	rationale: "A break-in is found weeks later: logs that were turned over by then tell nothing of it.",
	remediation: "Set audit-log-maxage=30, audit-log-maxbackup=10 and audit-log-maxsize=100, and send the log to a sink off the host.",
	references: [
		direct(cisKubernetes["1.2.17"]),
		direct(cisKubernetes["1.2.18"]),
		direct(cisKubernetes["1.2.19"]),
		direct(secnumcloud["12.7"]),
		partial(c5["OPS-14"]),
		partial(gdpr["33(5)"]),
		partial(nis2["21.2(b)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		days: { description: "How many days audit logs are kept at least.", default: 30, schema: { type: "integer", minimum: 1 } },
		files: { description: "How many files of it are kept at least.", default: 10, schema: { type: "integer", minimum: 1 } },
		megabytes: {
			description: "How large each of them may grow at least, in megabytes.",
			default: 100,
			schema: { type: "integer", minimum: 1 },
		},
	},
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			const path = component.get("audit-log-path");
			// Whether there is a log is another control's question; what goes to the output is kept by who collects it.
			if (path === undefined || path === "") return context.notApplicable();
			if (path === "-")
				return context.unknown(component.path("audit-log-path"), "it goes to the output, and how long that is kept is not said here");
			for (const [flag, least, unit] of [
				["audit-log-maxage", context.parameters.days, "days"],
				["audit-log-maxbackup", context.parameters.files, "files"],
				["audit-log-maxsize", context.parameters.megabytes, "megabytes"],
			] as const)
				expectFlag(
					component,
					context,
					flag,
					(value) => Number(value) >= least,
					`fewer than ${least} ${unit} of audit log are kept for sure`,
				);
		});
	},
	examples,
};
export default control;
