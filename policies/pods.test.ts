import { expect, it } from "vitest";
import type { Properties, Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { guard, UnknownValue } from "./guard.ts";
import { bearsPods, eachContainer, podPaths } from "./pods.ts";

const spec: Properties = { containers: [{ name: "web" }] };
const of = (type: string, properties: Properties): Resource =>
	guard({ id: "x", type, name: "x", properties, dependsOn: [], locations: [] });
const each = <T>(list: readonly T[], body: (item: T, index: number) => void): void => list.forEach((item, index) => void body(item, index));

it.each<[string, Properties, string[]]>([
	["v1/Pod", { spec }, ["/spec"]],
	["v1/PodTemplate", { template: { spec } }, ["/template/spec"]],
	["v1/ReplicationController", { spec: { template: { spec } } }, ["/spec/template/spec"]],
	["extensions/v1beta1/Deployment", { spec: { template: { spec } } }, ["/spec/template/spec"]],
	["batch/v1/CronJob", { spec: { jobTemplate: { spec: { template: { spec } } } } }, ["/spec/jobTemplate/spec/template/spec"]],
	["argoproj.io/v1alpha1/Rollout", { spec: { template: { spec } } }, ["/spec/template/spec"]],
	["serving.knative.dev/v1/Service", { spec: { template: { spec } } }, ["/spec/template/spec"]],
	["serving.knative.dev/v1/Revision", { spec }, ["/spec"]],
	["apps.kruise.io/v1alpha1/CloneSet", { spec: { template: { spec } } }, ["/spec/template/spec"]],
	[
		"apps.kruise.io/v1alpha1/AdvancedCronJob",
		{ spec: { template: { jobTemplate: { spec: { template: { spec } } } } } },
		["/spec/template/jobTemplate/spec/template/spec"],
	],
	[
		"jobset.x-k8s.io/v1alpha2/JobSet",
		{ spec: { replicatedJobs: [{ template: { spec: { template: { spec } } } }] } },
		["/spec/replicatedJobs/0/template/spec/template/spec"],
	],
	[
		"ray.io/v1/RayCluster",
		{ spec: { headGroupSpec: { template: { spec } }, workerGroupSpecs: [{ template: { spec } }] } },
		["/spec/headGroupSpec/template/spec", "/spec/workerGroupSpecs/0/template/spec"],
	],
	["batch.volcano.sh/v1alpha1/Job", { spec: { tasks: [{ template: { spec } }] } }, ["/spec/tasks/0/template/spec"]],
	[
		"kubeflow.org/v1/PyTorchJob",
		{ spec: { pytorchReplicaSpecs: { Master: { template: { spec } } } } },
		["/spec/pytorchReplicaSpecs/Master/template/spec"],
	],
	["apps.openshift.io/v1/DeploymentConfig", { spec: { template: { spec } } }, ["/spec/template/spec"]],
	["keda.sh/v1alpha1/ScaledJob", { spec: { jobTargetRef: { template: { spec } } } }, ["/spec/jobTargetRef/template/spec"]],
	[
		"leaderworkerset.x-k8s.io/v1/LeaderWorkerSet",
		{ spec: { leaderWorkerTemplate: { workerTemplate: { spec } } } },
		["/spec/leaderWorkerTemplate/workerTemplate/spec"],
	],
	["v1/ConfigMap", { data: { template: "spec" } }, []],
	["openstack:compute/instance:Instance", { spec }, []],
	["socle/v1/Service", { spec: { template: { spec } } }, []],
	["cert-manager.io/v1/Issuer", { spec: { solver: { podTemplate: { spec: { nodeSelector: {} } } } } }, []],
])("finds the pods of %s", (type, properties, paths) => {
	const resource = of(type, properties);
	expect(podPaths(resource)).toEqual(paths);
	expect(bearsPods(resource)).toBe(paths.length > 0);
});

it("goes no deeper than a template can stand", () => {
	const deep = (levels: number): Properties => (levels === 0 ? { template: { spec } } : { inner: deep(levels - 1) });
	expect(podPaths(of("x.example/v1/Deep", { spec: deep(9) }))).toHaveLength(1);
	expect(podPaths(of("x.example/v1/Deep", { spec: deep(2000) }))).toEqual([]);
});

it("names each container by its kind and name, in the order in which they start", () => {
	const list: string[] = [];
	const resource = of("v1/Pod", {
		spec: { containers: [{ name: "web" }, {}], initContainers: [{ name: "migrate" }], ephemeralContainers: [{ name: "debug" }] },
	});
	eachContainer(resource, { each }, ({ called, path }) => void list.push(`${called} ${path}`));
	expect(list).toEqual([
		"init container migrate /spec/initContainers/0",
		"container web /spec/containers/0",
		"container 1 /spec/containers/1",
		"ephemeral container debug /spec/ephemeralContainers/0",
	]);
});

it.each<[string, Properties["containers"]]>([
	["not known", new Unknown()],
	["a secret", new Secret()],
	["empty", []],
	["no list", "web"],
	["null", null],
	["one that is not known", [new Unknown()]],
	["one that is no container", [null]],
])("throws where the containers are %s", (_, containers) => {
	const thrown: unknown[] = [];
	const catching = <T>(items: readonly T[], body: (item: T, index: number) => void): void =>
		items.forEach((item, index) => {
			try {
				body(item, index);
			} catch (error) {
				thrown.push(error);
			}
		});
	eachContainer(of("v1/Pod", { spec: { containers: containers ?? null } }), { each: catching }, () => expect.unreachable());
	expect(thrown).toHaveLength(1);
	expect(thrown[0]).toBeInstanceOf(UnknownValue);
});
