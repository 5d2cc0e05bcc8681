import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, program, rke2 } from "../../examples/clusters.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const KEPT = { "audit-log-path": "/var/log/audit.log", "audit-log-maxage": "30", "audit-log-maxbackup": "10", "audit-log-maxsize": "100" };

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
			if (component.isOverlay) return;
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
	examples: {
		pass: [
			...everyForm("a month", { "kube-apiserver": KEPT }),
			{ title: "RKE2's own", resources: [rke2({ "audit-policy-file": "/etc/rancher/rke2/town.yaml" })] },
			{ title: "RKE2's profile", resources: [rke2({ profile: "cis" })] },
			{
				title: "less, where a pack asks for less",
				resources: [
					program("kube-apiserver", "--audit-log-path=/a", "--audit-log-maxage=7", "--audit-log-maxbackup=1", "--audit-log-maxsize=1"),
				],
				parameters: { days: 7, files: 1, megabytes: 1 },
			},
		],
		fail: [
			...["audit-log-maxage", "audit-log-maxbackup", "audit-log-maxsize"].flatMap((flag) =>
				everyForm(`little ${flag}`, { "kube-apiserver": { ...KEPT, [flag]: "5" } }).map((each) => ({ ...each, says: `(${flag} is 5)` })),
			),
			{ title: "not said", resources: [program("kube-apiserver", "--audit-log-path=/var/log/audit.log")], says: "is not set" },
			{ title: "no number", resources: [rke2({ profile: "cis", "kube-apiserver-arg": ["audit-log-maxage=long"] })] },
		],
		unknown: [
			{ title: "to the output", resources: [program("kube-apiserver", "--audit-log-path=-")] },
			{ title: "an argument is not known", resources: [program("kube-apiserver", "--audit-log-path=/a", new Unknown())] },
		],
		notApplicable: [
			{ title: "no log", resources: [program("kube-apiserver")] },
			{ title: "an empty name", resources: [program("kube-apiserver", "--audit-log-path=")] },
			{ title: "another part", resources: [program("etcd")] },
		],
	},
};
export default control;
