import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt, NAMESPACE } from "../../namespaces.ts";

const LABEL = "pod-security.kubernetes.io/enforce";
const LEVELS = ["privileged", "baseline", "restricted"] as const;

const control: Control<Exempt & { level: string }> = {
	id: "namespace-pod-security",
	family: "namespace",
	severity: "high",
	title: "The namespace refuses insecure pods",
	rationale: "Without an enforced level the cluster runs whatever it is given: one privileged pod from any pipeline owns the node.",
	remediation: `Label the namespace ${LABEL}: restricted.`,
	references: [direct(cisKubernetes["5.2.1"]), partial(secnumcloud["9.7"]), partial(gdpr["25(1)"]), partial(nis2["21.2(e)"])],
	appliesTo: [NAMESPACE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		exempt,
		level: {
			description: "The least level that a namespace enforces.",
			default: "restricted",
			schema: { type: "string", enum: LEVELS.slice(1) },
		},
	},
	check({ name, properties }, { report, notApplicable, parameters }) {
		if (parameters.exempt.includes(name)) return notApplicable();
		const { metadata } = properties as { metadata?: { labels?: { [key: string]: string } | null } };
		const level = metadata?.labels?.[LABEL];
		if (LEVELS.indexOf(level as never) >= LEVELS.indexOf(parameters.level as never)) return;
		const path = `/metadata/labels/${LABEL.replace("/", "~1")}`;
		const found = level === undefined || level === null ? "It enforces no level of pod security" : `It enforces ${level}`;
		report({ path, message: `${found}; expected is ${parameters.level}.` });
	},
	examples: {
		pass: [
			{ title: "restricted", resources: [namespace({ labels: { [LABEL]: "restricted" } })] },
			{
				title: "baseline where a pack asks for no more",
				resources: [namespace({ labels: { [LABEL]: "baseline" } })],
				parameters: { level: "baseline" },
			},
		],
		fail: [
			{ title: "no label", resources: [namespace({ labels: null })], says: "no level" },
			{ title: "a label of nothing", resources: [namespace({ labels: { [LABEL]: null } })], says: "no level" },
			{ title: "nothing but a name", resources: [{ type: NAMESPACE, name: "town", properties: {} }] },
			{ title: "baseline", resources: [namespace({ labels: { [LABEL]: "baseline" } })], says: "enforces baseline; expected is restricted" },
			{ title: "a warning is not enforced", resources: [namespace({ labels: { "pod-security.kubernetes.io/warn": "restricted" } })] },
			{ title: "no such level", resources: [namespace({ labels: { [LABEL]: "Restricted" } })] },
		],
		unknown: [{ title: "labels are not known", resources: [namespace({ labels: new Unknown() })] }],
		notApplicable: [{ title: "the cluster's own", resources: [manifest("v1", "Namespace", "kube-system", {})] }],
	},
};
export default control;

function namespace(metadata: Properties) {
	return manifest("v1", "Namespace", "town", { metadata });
}
