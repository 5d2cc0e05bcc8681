import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { COMPONENTS, INSTANCE } from "./cluster-configuration.ts";
import { textOf } from "./credentials.ts";
import { leafAt, UnknownValue } from "./guard.ts";
import { podPaths } from "./pods.ts";

/** Where a release of Kubernetes is said. `read` throws `UnknownValue` where it can't be read. */
export interface Version {
	path: string;
	what: string;
	read(): string;
}

const KUBEADM = /^kubeadm\.k8s\.io\/\w+\/ClusterConfiguration$/;
const MAGNUM = /^openstack:containerinfra\/cluster(Template)?:Cluster(Template)?$/;
const INSTALLER = /\bINSTALL_(?:RKE2|K3S)_VERSION=["']?(v?\d+\.\d+[\w.+-]*)/;

/** Whether a resource says which release of Kubernetes runs. */
export function tellsVersion(resource: Resource): boolean {
	return KUBEADM.test(resource.type) || versionsOf(resource).length > 0;
}

export function versionsOf(resource: Resource): readonly Version[] {
	const at = (path: string, what: string, of: (text: string) => string = (text) => text): Version[] => {
		const leaf = leafAt(resource, path);
		return leaf === undefined || leaf === null ? [] : [{ path, what, read: () => of(text(resource, path, leaf)) }];
	};
	if (KUBEADM.test(resource.type)) return at("/kubernetesVersion", "The cluster", (version) => version.replace(/^(stable|latest)-/, ""));
	if (resource.type === "v1/Node") return at("/status/nodeInfo/kubeletVersion", "The node");
	if (MAGNUM.test(resource.type)) return at("/labels/kube_tag", "The cluster");
	if (resource.type === INSTANCE) {
		const userData = leafAt(resource, "/userData");
		const version = typeof userData === "string" ? INSTALLER.exec(textOf(userData) ?? "")?.[1] : undefined;
		return version === undefined ? [] : [{ path: "/userData", what: "What it installs", read: () => version }];
	}
	return podPaths(resource).flatMap((spec) => {
		const containers = leafAt(resource, `${spec}/containers`);
		if (!Array.isArray(containers)) return [];
		return containers.flatMap((_, index) => {
			const path = `${spec}/containers/${index}`;
			const program = [leafAt(resource, `${path}/command/0`), leafAt(resource, `${path}/image`)]
				.map(nameOf)
				.find((name) => PROGRAMS.includes(name));
			return program === undefined ? [] : at(`${path}/image`, program, (image) => /:(v?\d[^@/]*)(@|$)/.exec(image)?.[1] ?? image);
		});
	});
}

/** Parts that have Kubernetes' own version; etcd has another. */
const PROGRAMS: readonly string[] = COMPONENTS.filter((name) => name !== "etcd");

function nameOf(leaf: Value | undefined): string {
	return typeof leaf === "string" ? (/([^/]+)$/.exec(leaf)?.[1]?.replace(/[:@].*$/, "") ?? "") : "";
}

function text(resource: Resource, path: string, leaf: Value): string {
	if (leaf instanceof Unknown || leaf instanceof Secret) throw new UnknownValue(resource, path, leaf);
	return String(leaf);
}
