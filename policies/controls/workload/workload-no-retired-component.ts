import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, cronJob, DIGEST, everywhere, pod } from "../../examples/kubernetes.ts";
import { OWNED, running } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { bearsPods, eachContainer } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const of = (image: string | Unknown) => container({ image });

const control: Control = {
	id: "workload-no-retired-component",
	family: "workload",
	severity: "high",
	title: "No component runs that its makers have retired",
	rationale:
		"Nobody mends a retired component: each hole that is found in it from now on stays open, and many of these see every secret of the cluster.",
	remediation: "Replace the component with the one that the message names.",
	references: [direct(secnumcloud["12.11"]), direct(nis2["21.2(e)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: bearsPods,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { facts, today, report, unknown, notApplicable } = context;
		if (isOwned(subject)) return notApplicable();
		eachContainer(subject, context, ({ container, path, called }) => {
			const { image } = container;
			if (image === undefined || image === null) return;
			const found = facts.retired(String(image));
			if (found === undefined || today <= found.row.end) return;
			const { row, sure } = found;
			if (!sure) return unknown(`${path}/image`, `the image names no version, and ${row.name} is retired`);
			const cited = facts.cited("kubernetes-components", row.id, row);
			report({
				path: `${path}/image`,
				message: `The ${called} is ${row.name}, which nobody maintains since ${row.end}; use ${row.replaceWith} (${cited}).`,
			});
		});
	},
	examples: {
		pass: [
			{ title: "something else", resources: [pod({ containers: [container()] })] },
			{
				title: "a controller of another maker with a like name",
				resources: [pod({ containers: [of("docker.io/nginx/nginx-ingress:5.0.0")] })],
			},
			{ title: "a version that is maintained", resources: [cronJob({ containers: [of("registry.k8s.io/git-sync/git-sync:v4.4.0")] })] },
			{
				title: "before its last day",
				today: "2026-03-31",
				resources: [pod({ containers: [of("registry.k8s.io/ingress-nginx/controller:v1.14.0")] })],
			},
			{ title: "no image", resources: [pod({ containers: [{ name: "web" }, { name: "api", image: null }] })] },
		],
		fail: [
			...everywhere(of("gcr.io/kubernetes-helm/tiller:v2.17.0"), container()).map((resources) => ({
				title: "Helm 2",
				resources,
				says: "Tiller",
			})),
			{
				title: "by digest, from a mirror",
				resources: [pod({ containers: [of(`registry.town.example:5000/k8s/ingress-nginx/controller@${DIGEST}`)] })],
				says: "Ingress NGINX",
			},
			{
				title: "the day after its last",
				today: "2026-04-01",
				resources: [pod({ containers: [of("registry.k8s.io/ingress-nginx/controller:v1.14.0")] })],
			},
			{ title: "an old version", resources: [pod({ containers: [of("k8s.gcr.io/git-sync:v3.1.3")] })], says: "use git-sync v4" },
			{ title: "the dashboard", resources: [pod({ containers: [of("kubernetesui/dashboard:v2.7.0")] })], says: "Headlamp" },
		],
		unknown: [
			{ title: "the image is not known", resources: [pod({ containers: [of(new Unknown())] })] },
			{
				title: "the version is not known",
				resources: [pod({ containers: [of(`registry.k8s.io/git-sync/git-sync@${DIGEST}`)] })],
				says: "names no version",
			},
		],
		notApplicable: [{ title: "made by a Deployment", resources: [running({}, "ReplicaSet", "apps/v1", OWNED)] }],
	},
};
export default control;
