/** Signing in to clouds and clusters, with what the user has configured on this machine. */
import type { ClusterSession } from "../inventory/kubernetes/session.ts";
import type { Session } from "../inventory/openstack/session.ts";

/** By the name in clouds.yaml; the description's region wins over the one there. */
export async function openCloud(name: string, region: string | undefined, signal?: AbortSignal): Promise<Session> {
	const [{ findCloud }, { signIn }] = await Promise.all([
		import("../inventory/openstack/clouds.ts"),
		import("../inventory/openstack/session.ts"),
	]);
	const cloud = findCloud(name);
	return signIn({ ...cloud, region: region ?? cloud.region }, signal === undefined ? {} : { signal });
}

/** By a context of the kubeconfig; without one, its current context. */
export async function openCluster(context: string | undefined, signal?: AbortSignal): Promise<ClusterSession> {
	const sessions = await import("../inventory/kubernetes/session.ts");
	return sessions.openCluster(context, signal === undefined ? {} : { signal });
}
