import type { Properties } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";
import { among, container, manifest, pod } from "./kubernetes.ts";

/** Examples of pods that name other objects. */

const containers = [container()];

/** A pod's specification with these volumes. */
export const holding = (...volumes: object[]): Properties => ({
	containers,
	volumes: volumes.map((source, index) => ({ name: `v${index}`, ...source })) as never,
});
/** The Secret `db` as a volume. */
export const secret = (optional?: boolean) => ({ secret: { secretName: "db", ...(optional === undefined ? {} : { optional }) } });
export const object = (kind: string, name: unknown, namespace = "town"): ExampleResource =>
	manifest("v1", kind, name as string, {}, namespace);

const reading = (env: object[], envFrom: object[] = []): Properties => ({
	containers: [container({ env: env as never, envFrom: envFrom as never })],
});
const db = { name: "db", key: "a" };

/** Each way in which a pod names an object `db`, with that object's kind. */
export const ways: readonly (readonly [title: string, spec: Properties, kind: string])[] = [
	["an account", { serviceAccountName: "db", containers }, "ServiceAccount"],
	["an account by the older name of the field", { serviceAccount: "db", containers }, "ServiceAccount"],
	[
		"an account by the newer name, whatever the older says",
		{ serviceAccountName: "db", serviceAccount: "old", containers },
		"ServiceAccount",
	],
	["a login for the registry", { imagePullSecrets: [{ name: "db" }], containers }, "Secret"],
	["a Secret as files", holding(secret()), "Secret"],
	["a ConfigMap as files", holding({ configMap: { name: "db" } }), "ConfigMap"],
	["a claim", holding({ persistentVolumeClaim: { claimName: "db" } }), "PersistentVolumeClaim"],
	["a projected Secret", holding({ projected: { sources: [{ secret: { name: "db" } }] } }), "Secret"],
	["a projected ConfigMap", holding({ projected: { sources: [null, { configMap: { name: "db" } }] } }), "ConfigMap"],
	["a key of a Secret", reading([{ name: "A", valueFrom: { secretKeyRef: db } }]), "Secret"],
	["a key of a ConfigMap", reading([{ name: "A", valueFrom: { configMapKeyRef: db } }]), "ConfigMap"],
	["a whole Secret", { containers, initContainers: [container({ envFrom: [{ secretRef: { name: "db" } }] })] }, "Secret"],
	["a whole ConfigMap", reading([], [{ configMapRef: { name: "db" } }]), "ConfigMap"],
];

/** A StatefulSet that mounts a volume `data` and makes a claim of this name for each of its pods. */
export const stateful = (claim: unknown): ExampleResource =>
	manifest(
		"apps/v1",
		"StatefulSet",
		"db",
		{
			spec: {
				template: { spec: { containers, volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] } },
				volumeClaimTemplates: [{ metadata: { name: claim as string } }],
			},
		},
		"town",
	);

/** A pod that names the Secret `db`, beside an object that may make it. */
export const made = (apiVersion: string, kind: string, name: string, spec: Properties): Example =>
	among(`made by a ${kind}`, [pod(holding(secret())), manifest(apiVersion, kind, name, { spec }, "town")]);
