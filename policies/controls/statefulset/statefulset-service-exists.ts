import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { running, service } from "../../examples/workloads.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { STATEFUL_SETS } from "../../kinds.ts";
import { isHeadless, podsBehind, servicesByAddress } from "../../kubernetes-services.ts";
import { namespaceOf } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const set = (serviceName: unknown = "web", apiVersion = "apps/v1") =>
	running({ serviceName: serviceName as string }, "StatefulSet", apiVersion);
const headless = service({ clusterIP: "None" });

const control: Control = {
	id: "statefulset-service-exists",
	family: "statefulset",
	severity: "medium",
	title: "The Service that names a StatefulSet's pods exists",
	rationale:
		"The pods of a StatefulSet find each other by names that a headless Service gives them; without it replication and failover don't work.",
	remediation: "Add a Service with clusterIP: None whose selector matches the pods, and name it in spec.serviceName.",
	references: [partial(secnumcloud["17.4"]), supporting(nis2["21.2(c)"])],
	appliesTo: STATEFUL_SETS,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(workload, { all, report, absent, unknown, notApplicable }) {
		if (isOwned(workload)) return notApplicable();
		const { serviceName } = (workload.properties["spec"] ?? {}) as { serviceName?: string | null };
		const path = "/spec/serviceName";
		if (!serviceName) return report({ path: "", message: "It names no Service, so that its pods have no names." });
		const { found, open } = all.once(servicesByAddress);
		const named = found.get(`${namespaceOf(workload)}/${serviceName}`);
		if (named === undefined && open) return unknown(path, "the namespace of a Service is not known");
		if (named === undefined) return absent({ path, message: `There is no Service ${serviceName} in its namespace.` });
		if (!isHeadless(named))
			return report({ path, message: `The Service ${serviceName} is not headless, so that it gives its pods no names.` });
		const behind = podsBehind(named, all);
		if (behind === undefined || behind.pods.some(({ resource }) => resource.id === workload.id)) return;
		if (behind.open !== undefined) return unknown(path, behind.open);
		report({ path, message: `The Service ${serviceName} does not select its pods.` });
	},
	examples: {
		pass: [
			{ title: "a headless Service", resources: [set(), headless] },
			{ title: "an old version of the API", resources: [set("web", "apps/v1beta1"), headless] },
			{
				title: "a Service without a selector, whose endpoints somebody else writes",
				resources: [set(), service({ clusterIP: "None", selector: null })],
			},
		],
		fail: [
			{ title: "no such Service", resources: [set()], says: "There is no Service web" },
			{ title: "another name", resources: [set("names"), headless] },
			{
				title: "in another namespace",
				resources: [set(), { ...headless, namespace: "other", properties: { ...headless.properties, metadata: { namespace: "other" } } }],
			},
			...[null, ""].map((name) => ({ title: "no name", resources: [set(name), headless] })),
			{ title: "not headless", resources: [set(), service()], says: "not headless" },
			{ title: "for other pods", resources: [set(), service({ clusterIP: "None", selector: { app: "api" } })], says: "does not select" },
		],
		unknown: [
			{ title: "the name is not known", resources: [set(new Unknown()), headless] },
			{ title: "the Service may lie outside this part", partial: true, resources: [set()] },
			{
				title: "the namespace of a Service is not known",
				resources: [set(), { ...headless, properties: { ...headless.properties, metadata: { namespace: new Unknown() } } }],
			},
			{ title: "whether it is headless is not known", resources: [set(), service({ clusterIP: new Unknown() })] },
		],
		notApplicable: [
			{
				title: "made by another workload",
				resources: [running({}, "StatefulSet", "apps/v1", { ownerReferences: [{ apiVersion: "apps/v1", controller: true }] })],
			},
		],
	},
};
export default control;
