import type { CheckContext, Reference } from "./control.ts";
import { cisKubernetes, direct, gdpr, partial, podSecurity, secnumcloud } from "./frameworks.ts";
import { since } from "./kubernetes-version.ts";
import type { Pod } from "./pods.ts";

/** References of a control of the Pod Security Standards, with the recommendations of CIS that ask the same. */
export function standard(clause: keyof typeof podSecurity, ...cis: (keyof typeof cisKubernetes)[]): Reference[] {
	return [
		direct(podSecurity[clause]),
		...cis.map((recommendation) => direct(cisKubernetes[recommendation])),
		partial(secnumcloud["9.7"]),
		partial(gdpr["32(1)(b)"]),
	];
}

/** Whether root in the pod is nobody on the node, which relaxes the standard since 1.35 (KEP-127). */
export function isInUserNamespace({ spec }: Pod, context: Pick<CheckContext<unknown>, "kubernetesVersion">): boolean {
	return since(35, context) && spec.hostUsers === false;
}

/** Whether a seccomp profile is one that the standard admits. */
export function isSeccompProfile(type: unknown): boolean {
	return type === "RuntimeDefault" || type === "Localhost";
}

/** Types of volumes that the API has and the restricted standard does not admit. Source: its check_restrictedVolumes.go. */
export const OTHER_VOLUMES: readonly string[] = [
	"hostPath",
	"gcePersistentDisk",
	"awsElasticBlockStore",
	"gitRepo",
	"nfs",
	"iscsi",
	"glusterfs",
	"rbd",
	"flexVolume",
	"cinder",
	"cephfs",
	"flocker",
	"fc",
	"azureFile",
	"vsphereVolume",
	"quobyte",
	"azureDisk",
	"photonPersistentDisk",
	"portworxVolume",
	"scaleIO",
	"storageos",
];
