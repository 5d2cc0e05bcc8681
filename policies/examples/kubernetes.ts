import type { Properties, Value } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";

/** Short forms for the examples of controls about Kubernetes: manifests as they are written. */

export const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

export function manifest(apiVersion: string, kind: string, name: string, rest: Properties, namespace?: string): ExampleResource {
	const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ...((rest["metadata"] as Properties) ?? {}) };
	return {
		type: `${apiVersion}/${kind}`,
		name,
		...(namespace === undefined ? {} : { namespace }),
		properties: { apiVersion, kind, ...rest, metadata },
	};
}

export const container = (properties: Properties = {}): Properties => ({
	name: "web",
	image: `registry.town.example/web@${DIGEST}`,
	...properties,
});

/** A container with this security context. */
export const secured = (securityContext: Properties): Properties => container({ securityContext });

export const pod = (spec: Properties, metadata: Properties = {}): ExampleResource =>
	manifest("v1", "Pod", "web", { metadata, spec }, "town");

export const deployment = (spec: Properties, namespace: string | undefined = "town"): ExampleResource =>
	manifest("apps/v1", "Deployment", "web", { spec: { template: { spec } } }, namespace);

export const cronJob = (spec: Properties): ExampleResource =>
	manifest("batch/v1", "CronJob", "nightly", { spec: { jobTemplate: { spec: { template: { spec } } } } }, "town");

/** A kind of which nothing is known but that it holds a pod template. */
export const custom = (spec: Properties): ExampleResource =>
	manifest("work.example/v1", "Crew", "crew", { spec: { roles: [{ template: { spec } }] } }, "town");

/** The same containers as a pod, a Deployment's, a CronJob's and a custom kind's, and as init and ephemeral containers. */
export const everywhere = (bad: Properties, good: Properties): ExampleResource[][] => [
	[pod({ containers: [good, bad] })],
	[deployment({ containers: [bad] })],
	[cronJob({ containers: [bad] })],
	[custom({ containers: [bad] })],
	[deployment({ containers: [good], initContainers: [bad] })],
	[pod({ containers: [good], ephemeralContainers: [bad] })],
];

export const namespace = (name: string, metadata: Properties = {}): ExampleResource => manifest("v1", "Namespace", name, { metadata });

export const networkPolicy = (spec: Properties, namespace = "town"): ExampleResource =>
	manifest("networking.k8s.io/v1", "NetworkPolicy", "policy", { spec }, namespace);

/** One example for each place that a container can stand in. */
export const inEveryPlace = (title: string, bad: Properties, good: Properties): Example[] =>
	everywhere(bad, good).map((resources) => ({ title, resources }));

/** One example for each kind of resource that a pod can be made by. */
export const inEveryKind = (title: string, spec: Properties): Example[] =>
	[pod(spec), deployment(spec), cronJob(spec), custom(spec)].map((resource) => ({ title, resources: [resource] }));

type More = Omit<Example, "title" | "resources">;

/** The example of a pod with this specification. */
export const ofPod = (title: string, spec: Properties, more: More = {}): Example => ({ title, resources: [pod(spec)], ...more });

/** The example of a pod with this one container. */
export const ofContainer = (title: string, only: Value, more: More = {}): Example => ofPod(title, { containers: [only] }, more);

/** A Deployment whose pods have this metadata. */
export const templated = (metadata: Properties, spec: Properties): ExampleResource =>
	manifest("apps/v1", "Deployment", "web", { spec: { template: { metadata, spec } } }, "town");

/** An example of several resources, the subject first. */
export const among = (title: string, resources: ExampleResource[], more: More = {}): Example => ({ title, resources, ...more });
