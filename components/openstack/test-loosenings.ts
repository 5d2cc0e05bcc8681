import type { Loosening } from "../test-loosening.ts";
import { KubernetesCluster } from "./kubernetes-cluster.ts";
import { ObjectStore } from "./object-store.ts";
import { Secret } from "./secret.ts";
import { cluster, least, tags } from "./test-data.ts";

const secret = { payload: "not in clear", expiresAt: "2027-06-01T00:00:00Z", tags };

/** What loosens a component for OpenStack, and which controls see it. */
export const loosenings: readonly Loosening[] = [
	{
		of: "KubernetesCluster.podSecurity",
		closed: () => new KubernetesCluster("cluster", cluster),
		open: () => new KubernetesCluster("cluster", { ...cluster, podSecurity: "privileged" }),
		fails: ["cluster-pod-security-default"],
	},
	{
		of: "ObjectStore.versioning",
		closed: () => new ObjectStore("files", least.store),
		open: () => new ObjectStore("files", { ...least.store, versioning: "off" }),
		fails: ["object-versioning"],
	},
	{
		of: "Secret.readBy",
		closed: () => new Secret("mail", secret),
		open: () => new Secret("mail", { ...secret, readBy: "project" }),
		fails: ["secret-acl-restricted"],
	},
];
