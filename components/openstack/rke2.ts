import type { BootFile } from "./cloud-init.ts";

/**
 * RKE2's configuration (https://docs.rke2.io/reference/server_config) as the nodes of a `KubernetesCluster` read it: pure, without secrets. What is
 * set here and not left to RKE2 is set so that it can be seen before a node exists.
 */
export interface ClusterSettings {
	/** Names and addresses that the API's certificate is for: first the one that nodes join by, then the host that people use. */
	names: readonly string[];
	/** Ranges of pods and services. */
	podCidr: string;
	serviceCidr: string;
	/** Registry that system images are pulled from. */
	registry: string;
	/** Registries that stand in for others, by the name that images use. */
	mirrors: { readonly [registry: string]: string };
	/** Where snapshots of etcd go. */
	snapshots: { endpoint: string; bucket: string; region: string; every: string; keep: number };
	/** How long the audit log is kept on the node, in days. */
	auditDays: number;
	/** Level of the Pod Security Standards for namespaces that say nothing. */
	podSecurity: string;
	/** Range of ports for Services of type NodePort: behind balancers only. */
	nodePorts: string;
}

/** RFC 9325: forward secrecy and authenticated encryption only. */
const CIPHERS = [
	"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
	"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
	"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
	"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
	"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
	"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
].join(",");
const TLS = ["tls-min-version=VersionTLS12", `tls-cipher-suites=${CIPHERS}`];
export const FOLDER = "/etc/rancher/rke2";
const AUDIT_LOG = "/var/lib/rancher/rke2/server/logs/audit.log";
/** Namespaces whose pods belong to the cluster itself. */
const SYSTEM = ["kube-system", "cis-operator-system", "tigera-operator"];

/** The admission plugins beside Kubernetes' own; NodeRestriction is RKE2's, and named because naming replaces. */
export const ADMISSION_PLUGINS = ["NodeRestriction", "AlwaysPullImages", "DenyServiceExternalIPs", "EventRateLimit"];

/** Arguments of the API server beside RKE2's own. */
export function apiServerArguments({ auditDays, nodePorts }: Pick<ClusterSettings, "auditDays" | "nodePorts">): string[] {
	return [
		"anonymous-auth=false",
		"authorization-mode=Node,RBAC",
		`enable-admission-plugins=${ADMISSION_PLUGINS.join(",")}`,
		"profiling=false",
		`audit-log-path=${AUDIT_LOG}`,
		`audit-log-maxage=${auditDays}`,
		"audit-log-maxbackup=20",
		"audit-log-maxsize=100",
		"service-account-lookup=true",
		"service-account-extend-token-expiration=false",
		`service-node-port-range=${nodePorts}`,
		"request-timeout=300s",
		...TLS,
	];
}

/** What the nodes of the control plane are told. */
export function serverConfig(settings: ClusterSettings): { [key: string]: unknown } {
	const { names, podCidr, serviceCidr, registry, snapshots } = settings;
	return {
		profile: "cis",
		"tls-san": names,
		"cluster-cidr": podCidr,
		"service-cidr": serviceCidr,
		"system-default-registry": registry,
		cni: "canal",
		// The controller that RKE2 brings is retired (2026-03); entries come by the Gateway API.
		disable: ["rke2-ingress-nginx"],
		"write-kubeconfig-mode": "0600",
		"secrets-encryption": true,
		"secrets-encryption-provider": "secretbox",
		"pod-security-admission-config-file": `${FOLDER}/admission.yaml`,
		"audit-policy-file": `${FOLDER}/audit-policy.yaml`,
		"kube-apiserver-arg": apiServerArguments(settings),
		"kube-controller-manager-arg": [
			"bind-address=127.0.0.1",
			"profiling=false",
			"terminated-pod-gc-threshold=1000",
			"use-service-account-credentials=true",
			...TLS,
		],
		"kube-scheduler-arg": ["bind-address=127.0.0.1", "profiling=false", ...TLS],
		"etcd-expose-metrics": false,
		"etcd-snapshot-schedule-cron": snapshots.every,
		"etcd-snapshot-retention": snapshots.keep,
		"etcd-snapshot-compress": true,
		"etcd-s3": true,
		"etcd-s3-endpoint": snapshots.endpoint,
		"etcd-s3-bucket": snapshots.bucket,
		"etcd-s3-region": snapshots.region,
		// Programs do not run beside the control plane.
		"node-taint": ["CriticalAddonsOnly=true:NoExecute"],
		...nodeConfig(),
	};
}

/** What the nodes of a pool are told. */
export function agentConfig(pool: string, [address]: ClusterSettings["names"]): { [key: string]: unknown } {
	// What the profile checks on a pool's node is protect-kernel-defaults, said below.
	return { server: `https://${address}:9345`, "node-label": [`socle/pool=${pool}`], ...nodeConfig() };
}

function nodeConfig(): { [key: string]: unknown } {
	return {
		"protect-kernel-defaults": true,
		"kubelet-arg": [
			"anonymous-auth=false",
			"authorization-mode=Webhook",
			"read-only-port=0",
			"rotate-certificates=true",
			"protect-kernel-defaults=true",
			"make-iptables-util-chains=true",
			"streaming-connection-idle-timeout=5m",
			"event-qps=5",
			"pod-max-pids=4096",
			"seccomp-default=true",
			...TLS,
		],
		"kube-proxy-arg": ["metrics-bind-address=127.0.0.1:10249"],
	};
}

/** Who did what to which object; the content only where it says no secret, and not of what merely looks. */
export function auditPolicy(): object {
	return {
		apiVersion: "audit.k8s.io/v1",
		kind: "Policy",
		omitStages: ["RequestReceived"],
		rules: [
			{ level: "None", nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version"] },
			{ level: "None", users: ["system:kube-proxy"], verbs: ["watch"], resources: [{ group: "", resources: ["endpoints", "services"] }] },
			{ level: "None", verbs: ["get", "update"], resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
			// Their content is what must stay unread.
			{
				level: "Metadata",
				resources: [
					{ group: "", resources: ["secrets", "configmaps", "serviceaccounts/token"] },
					{ group: "authentication.k8s.io", resources: ["tokenreviews"] },
				],
			},
			{ level: "Metadata", verbs: ["get", "list", "watch"] },
			{ level: "Metadata", resources: [{ group: "", resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/log", "events"] }] },
			{ level: "Request", verbs: ["create", "update", "patch", "delete", "deletecollection"] },
			{ level: "Metadata" },
		],
	};
}

/** Namespaces that say nothing hold their pods to `level`; the cluster's own are named; a flood of events does not bring the API server down. */
export function admission(level: string): object {
	return {
		apiVersion: "apiserver.config.k8s.io/v1",
		kind: "AdmissionConfiguration",
		plugins: [
			{
				name: "PodSecurity",
				configuration: {
					apiVersion: "pod-security.admission.config.k8s.io/v1",
					kind: "PodSecurityConfiguration",
					defaults: {
						enforce: level,
						"enforce-version": "latest",
						audit: level,
						"audit-version": "latest",
						warn: level,
						"warn-version": "latest",
					},
					exemptions: { usernames: [], runtimeClasses: [], namespaces: SYSTEM },
				},
			},
			{
				name: "EventRateLimit",
				configuration: {
					apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
					kind: "Configuration",
					limits: [
						{ type: "Server", qps: 500, burst: 5000 },
						{ type: "Namespace", qps: 50, burst: 500, cacheSize: 2000 },
					],
				},
			},
		],
	};
}

/** Images come from the mirrors and from nowhere else: without the last line containerd would go on to the original. */
export function registries(mirrors: ClusterSettings["mirrors"]): object {
	return {
		mirrors: Object.fromEntries(
			Object.entries(mirrors)
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([registry, mirror]) => [registry, { endpoint: [`https://${mirror}`] }]),
		),
	};
}

const yaml = (path: string, content: object): BootFile => ({
	path: `${FOLDER}/${path}`,
	content: `${JSON.stringify(content, null, 1)}\n`,
	permissions: "0600",
});

export function serverFiles(settings: ClusterSettings): BootFile[] {
	return [
		yaml("config.yaml", serverConfig(settings)),
		yaml("audit-policy.yaml", auditPolicy()),
		yaml("admission.yaml", admission(settings.podSecurity)),
		yaml("registries.yaml", registries(settings.mirrors)),
	];
}

export function agentFiles(pool: string, settings: Pick<ClusterSettings, "mirrors" | "names">): BootFile[] {
	return [yaml("config.yaml", agentConfig(pool, settings.names)), yaml("registries.yaml", registries(settings.mirrors))];
}
