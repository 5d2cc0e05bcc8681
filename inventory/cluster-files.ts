/** Files that configure a cluster and have no kind of their own. */

const KEYS_OF_BOTH = [
	"kube-apiserver-arg",
	"kube-controller-manager-arg",
	"kube-scheduler-arg",
	"kubelet-arg",
	"kube-proxy-arg",
	"etcd-arg",
	"tls-san",
	"cluster-cidr",
	"service-cidr",
	"cluster-dns",
	"secrets-encryption",
	"protect-kernel-defaults",
	"write-kubeconfig-mode",
	"datastore-endpoint",
	"etcd-snapshot-schedule-cron",
	"etcd-expose-metrics",
	"node-taint",
	"node-label",
];
const KEYS_OF_RKE2 = [
	"profile",
	"cni",
	"audit-policy-file",
	"pod-security-admission-config-file",
	"ingress-controller",
	"system-default-registry",
];
const KEYS_OF_K3S = ["cluster-init", "flannel-backend", "disable-network-policy", "disable-cloud-controller", "disable-helm-controller"];

/**
 * Whether a mapping is the `config.yaml` of RKE2 or k3s: by the folder that it lies in, else by its keys, of which none is another file's.
 * `type` of the resource: `rke2/v1/Config`, `k3s/v1/Config`; its properties are the mapping as it is written.
 */
export function distributionOf(mapping: { readonly [key: string]: unknown }, path = ""): "rke2" | "k3s" | undefined {
	if ("apiVersion" in mapping || "kind" in mapping) return undefined;
	const keys = Object.keys(mapping).map((key) => key.replace(/\+$/, ""));
	const folder = /(?:^|[\\/])rancher[\\/](rke2|k3s)[\\/]config\.yaml(?:\.d[\\/][^\\/]+)?$/.exec(path)?.[1];
	if (folder !== undefined) return folder as "rke2" | "k3s";
	const has = (list: readonly string[]): boolean => keys.some((key) => list.includes(key));
	const joins = keys.includes("server") && keys.includes("token");
	if (!has(KEYS_OF_BOTH) && !joins && !(keys.includes("profile") && String(mapping["profile"]).startsWith("cis"))) return undefined;
	return has(KEYS_OF_K3S) || (/k3s/i.test(path) && !has(KEYS_OF_RKE2)) ? "k3s" : "rke2";
}
