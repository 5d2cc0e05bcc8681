import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, program, rke2 } from "./clusters.ts";

const KEPT = { "audit-log-path": "/var/log/audit.log", "audit-log-maxage": "30", "audit-log-maxbackup": "10", "audit-log-maxsize": "100" };

export const examples: Control["examples"] = {
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
};
