import type { Properties } from "../../inventory/resource.ts";
import type { ExampleResource } from "../control.ts";
import { container, manifest, pod } from "./kubernetes.ts";

/** Short forms for the examples of controls about storage. */

export const claim = (spec: Properties, metadata: Properties = {}): ExampleResource =>
	manifest("v1", "PersistentVolumeClaim", "data", { spec, metadata }, "town");

export const statefulSet = (...specs: Properties[]): ExampleResource => {
	const volumeClaimTemplates = specs.map((spec, index) => ({ metadata: { name: `data-${index}` }, spec }));
	return manifest(
		"apps/v1",
		"StatefulSet",
		"database",
		{ spec: { template: { spec: { containers: [container()] } }, volumeClaimTemplates } },
		"town",
	);
};

/** A pod with a volume that lives as long as itself. */
export const scratch = (spec: Properties): ExampleResource =>
	pod({
		containers: [container()],
		volumes: [
			{ name: "settings", configMap: {} },
			{ name: "scratch", ephemeral: { volumeClaimTemplate: { spec } } },
		],
	});

export const storageClass = (name: string, properties: Properties = {}): ExampleResource =>
	manifest("storage.k8s.io/v1", "StorageClass", name, { provisioner: "driver.longhorn.io", ...properties });

export const AS_DEFAULT = { metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } };
