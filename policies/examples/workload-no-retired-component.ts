import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { container, cronJob, DIGEST, everywhere, pod } from "./kubernetes.ts";
import { OWNED, running } from "./workloads.ts";

const of = (image: string | Unknown) => container({ image });

/** Examples of the control `workload-no-retired-component`. */
export const workloadNoRetiredComponentExamples: AnyControl["examples"] = {
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
};
