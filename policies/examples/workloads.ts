import type { Properties, Unknown } from "../../inventory/resource.ts";
import type { ExampleResource } from "../control.ts";
import { container, manifest } from "./kubernetes.ts";

/** Short forms for the examples of controls over workloads: all in namespace `town`, with pods of the label `app: web`. */

export const LABELS = { app: "web" };

/** A Deployment `web`, or another kind that keeps pods running. */
export const running = (spec: Properties = {}, kind = "Deployment", apiVersion = "apps/v1", metadata: Properties = {}): ExampleResource =>
	manifest(
		apiVersion,
		kind,
		"web",
		{
			metadata,
			spec: {
				selector: { matchLabels: LABELS },
				template: { metadata: { labels: LABELS }, spec: { containers: [container()] } },
				...spec,
			},
		},
		"town",
	);

/** The same with a pod's specification of its own. */
export const withPod = (pod: Properties, spec: Properties = {}, kind = "Deployment"): ExampleResource =>
	running({ ...spec, template: { metadata: { labels: LABELS }, spec: { containers: [container()], ...pod } } }, kind);

/** Made by one of Kubernetes' own controllers. */
export const OWNED = { ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", controller: true }] };

export const budget = (spec: Properties = {}, apiVersion = "policy/v1", name = "web"): ExampleResource =>
	manifest(apiVersion, "PodDisruptionBudget", name, { spec: { selector: { matchLabels: LABELS }, ...spec } }, "town");

/** For the Deployment `web`. */
export const autoscaler = (spec: Properties = {}, apiVersion = "autoscaling/v2"): ExampleResource =>
	manifest(
		apiVersion,
		"HorizontalPodAutoscaler",
		"web",
		{ spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 5, ...spec } },
		"town",
	);

export const service = (spec: Properties = {}, name = "web", metadata: Properties = {}): ExampleResource =>
	manifest("v1", "Service", name, { metadata, spec: { selector: LABELS, ports: [{ port: 80 }], ...spec } }, "town");

/** A custom kind of which nobody knows what its operator makes of it. */
export const mystery: ExampleResource = manifest("work.example/v1", "Crew", "crew", { spec: { size: 3 } }, "town");

/** A node in a zone. */
export const node = (name: string, zone: string | Unknown): ExampleResource =>
	manifest("v1", "Node", name, { metadata: { labels: { "topology.kubernetes.io/zone": zone } } });
