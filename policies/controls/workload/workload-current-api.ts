import { facts as shipped } from "../../../facts/facts.ts";
import type { Control, Example } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { running } from "../../examples/workloads.ts";
import { direct, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";

const minor = (version: string): number => Number(version.slice(version.indexOf(".") + 1));
const at = (version: number, resource: Example["resources"][number], title: string): Example => ({
	title,
	resources: [resource],
	kubernetesVersion: { major: 1, minor: version },
});
const cronJob = (apiVersion: string) => manifest(apiVersion, "CronJob", "nightly", { spec: {} }, "town");
const endpoints = (metadata = {}) => manifest("v1", "Endpoints", "web", { metadata, subsets: [] }, "town");

const control: Control = {
	id: "workload-current-api",
	family: "workload",
	severity: "high",
	title: "Every object asks for an API that the cluster serves and will go on serving",
	rationale:
		"An object of a removed API is refused: what it describes can't be deployed or restored on the cluster any more, a backup of it included.",
	remediation: "Write the object in the API version that replaced it; kubectl convert changes most by itself.",
	references: [direct(secnumcloud["12.11"]), partial(nis2["21.2(e)"]), partial(secnumcloud["17.5"])],
	appliesTo: ({ type }) => shipped.api(type) !== undefined || shipped.isReplacement(type),
	scope: "resource",
	// Whoever asks a live API server gets each object in the version that was asked for.
	sources: ["plan", "state"],
	check({ type, properties }, { facts, kubernetesVersion, report, notApplicable }) {
		const row = facts.api(type);
		if (row === undefined) return;
		// Made by Kubernetes itself, for those who still read it.
		if (type === "v1/Endpoints" && present(properties["metadata"] as object, "resourceVersion")) return notApplicable();
		const current = kubernetesVersion.minor;
		if (current < minor(row.deprecated)) return;
		const group = type.slice(0, type.lastIndexOf("/"));
		const isGone = row.removed !== undefined && current >= minor(row.removed);
		const when = isGone
			? `was removed in ${row.removed}`
			: `is deprecated since ${row.deprecated}${row.removed === undefined ? "" : ` and will be gone in ${row.removed}`}`;
		const instead = row.replacement === undefined ? "nothing takes its place" : `its successor is ${row.replacement}`;
		report({ path: "/apiVersion", message: `${group} of this kind ${when}; ${instead} (${facts.cited("kubernetes-apis", row.id, row)}).` });
	},
	examples: {
		pass: [
			{ title: "the current API", resources: [running()] },
			at(20, cronJob("batch/v1beta1"), "before it was deprecated"),
			at(15, running({}, "Deployment", "apps/v1"), "an old cluster"),
			at(32, endpoints(), "endpoints before they were deprecated"),
		],
		fail: [
			{
				title: "gone since 1.16",
				resources: [running({}, "Deployment", "extensions/v1beta1")],
				says: "was removed in 1.16; its successor is apps/v1/Deployment",
			},
			{ title: "gone since 1.25", resources: [cronJob("batch/v1beta1")] },
			at(25, cronJob("batch/v1beta1"), "in the release that removed it"),
			{ ...at(24, cronJob("batch/v1beta1"), "in the release before"), says: "is deprecated since 1.21 and will be gone in 1.25" },
			at(21, cronJob("batch/v1beta1"), "in the release that deprecated it"),
			{
				title: "without a successor",
				resources: [manifest("policy/v1beta1", "PodSecurityPolicy", "restricted", {})],
				says: "nothing takes its place",
			},
			{
				title: "no end is named yet",
				resources: [endpoints()],
				says: "is deprecated since 1.33; its successor is discovery.k8s.io/v1/EndpointSlice",
			},
		],
		notApplicable: [{ title: "endpoints that Kubernetes made", resources: [endpoints({ resourceVersion: "7" })] }],
	},
};
export default control;
