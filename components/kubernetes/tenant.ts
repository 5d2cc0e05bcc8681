import { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
import { ServiceAccountPatch } from "@pulumi/kubernetes/core/v1/serviceAccountPatch.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "../openstack/expected.ts";
import type { Labels } from "./labels.ts";
import { labelled } from "./labels.ts";

/** Levels of the Pod Security Standards, strictest first. */
export const PodSecurityLevel = { Restricted: "restricted", Baseline: "baseline", Privileged: "privileged" } as const;
export type PodSecurityLevel = (typeof PodSecurityLevel)[keyof typeof PodSecurityLevel];

/** What the tenant's pods may ask for together, as Kubernetes quantities. Requests and limits are both held to it. */
export interface TenantQuota {
	/** Processor, such as `2` or `1500m`. Default: 4. */
	cpu?: pulumi.Input<string>;
	/** Memory, such as `4Gi`. Default: 8Gi. */
	memory?: pulumi.Input<string>;
	/** Temporary files and logs on the nodes, such as `2Gi`. Default: 8Gi. */
	ephemeralStorage?: pulumi.Input<string>;
	/** Number of pods. Default: 20. */
	pods?: pulumi.Input<number>;
	/** Persistent volumes in sum, such as `10Gi`. Default: 0, because a tenant that keeps data should say so. */
	storage?: pulumi.Input<string>;
	/** Number of Services of type LoadBalancer. Default: 0, because an entry besides the gateway is an entry that nobody looks at. */
	loadBalancers?: pulumi.Input<number>;
}

/** Where the cluster's name server runs. */
export interface NameServer {
	/** Its namespace. Default: kube-system. */
	namespace?: pulumi.Input<string>;
	/** Value of the label `k8s-app` of its pods. Default: kube-dns, which CoreDNS carries in every common distribution. */
	app?: pulumi.Input<string>;
}

export interface TenantArgs {
	/** Name of the namespace: an RFC 1123 label of at most 63 characters, neither `default` nor `kube-…`. */
	namespace: pulumi.Input<string>;
	/** Labels of everything made here: `owner`, `environment`, `classification` at least. */
	labels: Labels;
	/** What the tenant is for, in a line; the namespace's annotation `kubernetes.io/description`. Default: none. */
	description?: pulumi.Input<string>;
	/** Level of the Pod Security Standards that is enforced, audited and warned about. Default: restricted. Anything else is a loosening. */
	podSecurity?: pulumi.Input<PodSecurityLevel>;
	/** Version of the standard, such as `v1.36`. Default: latest, so that a cluster's upgrade brings the rules that came with it. */
	podSecurityVersion?: pulumi.Input<string>;
	/** What the tenant's pods may ask for together. */
	quota?: pulumi.Input<TenantQuota>;
	/** The only place outside the tenant that every pod may talk to. */
	nameServer?: pulumi.Input<NameServer>;
	/** Groups that may look at workloads and logs and restart pods. None by default. Plain: it decides whether there is a role. */
	operatorGroups?: string[];
	/** Groups that may look at everything but secrets and logs. None by default. Plain: it decides whether there is a role. */
	auditorGroups?: string[];
}

const READ = ["get", "list", "watch"];
const VISIBLE = [
	{
		apiGroups: [""],
		resources: ["configmaps", "events", "limitranges", "persistentvolumeclaims", "pods", "resourcequotas", "serviceaccounts", "services"],
		verbs: READ,
	},
	{ apiGroups: ["apps"], resources: ["daemonsets", "deployments", "replicasets", "statefulsets"], verbs: READ },
	{ apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: READ },
	{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
	{ apiGroups: ["gateway.networking.k8s.io"], resources: ["gateways", "httproutes"], verbs: READ },
	{ apiGroups: ["networking.k8s.io"], resources: ["ingresses", "networkpolicies"], verbs: READ },
	{ apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: READ },
];
/** A restart is the deletion of a pod, which its controller replaces. Changing the controller would give away every secret that it can mount. */
const OPERATOR = [
	...VISIBLE,
	{ apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
	{ apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
];
const AUDITOR = [...VISIBLE, { apiGroups: ["rbac.authorization.k8s.io"], resources: ["rolebindings", "roles"], verbs: READ }];

/**
 * A namespace that is closed before anything runs in it: pods are held to the restricted standard, nothing may come in or go out but questions
 * to the name server, everything has a limit, no pod gets a token unless it asks, and people get roles without secrets or shells.
 */
export class Tenant extends pulumi.ComponentResource {
	/** Name of the namespace; whatever uses it waits for the tenant's policies, so that no pod ever runs without them. */
	readonly namespace: pulumi.Output<string>;

	constructor(name: string, args: TenantArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:Tenant", name, args, opts);
		const physical = expected(
			name,
			"namespace",
			args.namespace,
			"at most 63 small letters, digits and hyphens, neither default nor kube-…",
			(text) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text) && text !== "default" && !text.startsWith("kube-"),
		);
		const labels = labelled(name, args.labels, { "app.kubernetes.io/part-of": physical });
		const level = args.podSecurity ?? "restricted";
		const version = expected(name, "podSecurityVersion", args.podSecurityVersion ?? "latest", "latest or such as v1.36", (text) =>
			/^(latest|v1\.\d{1,3})$/.test(text),
		);

		const space = new Namespace(
			`${name}-namespace`,
			{
				metadata: {
					name: physical,
					...(args.description === undefined ? {} : { annotations: { "kubernetes.io/description": args.description } }),
					labels: labelled(name, args.labels, {
						"app.kubernetes.io/part-of": physical,
						"pod-security.kubernetes.io/enforce": level,
						"pod-security.kubernetes.io/enforce-version": version,
						"pod-security.kubernetes.io/audit": level,
						"pod-security.kubernetes.io/audit-version": version,
						"pod-security.kubernetes.io/warn": level,
						"pod-security.kubernetes.io/warn-version": version,
					}),
				},
			},
			{ parent: this },
		);
		// With the namespace goes all that is in it: no need to ask the API server for each.
		const child = { parent: this, deletedWith: space };
		const metadata = (physicalName: string) => ({ name: physicalName, namespace: space.metadata.name, labels });

		const deny = new NetworkPolicy(
			`${name}-default-deny`,
			{ metadata: metadata("default-deny"), spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
			child,
		);
		const server = pulumi.output(args.nameServer);
		const names = new NetworkPolicy(
			`${name}-name-server`,
			{
				metadata: metadata("name-server"),
				spec: {
					podSelector: {},
					policyTypes: ["Egress"],
					egress: [
						{
							to: [
								{
									namespaceSelector: {
										matchLabels: { "kubernetes.io/metadata.name": server.apply((known) => known?.namespace ?? "kube-system") },
									},
									podSelector: { matchLabels: { "k8s-app": server.apply((known) => known?.app ?? "kube-dns") } },
								},
							],
							ports: [
								{ protocol: "UDP", port: 53 },
								{ protocol: "TCP", port: 53 },
							],
						},
					],
				},
			},
			child,
		);
		const quota = pulumi.output(args.quota);
		const part = <K extends keyof TenantQuota>(key: K, fallback: string) => quota.apply((known) => String(known?.[key] ?? fallback));
		const quotas = new ResourceQuota(
			`${name}-quota`,
			{
				metadata: metadata("quota"),
				spec: {
					hard: {
						"requests.cpu": part("cpu", "4"),
						"limits.cpu": part("cpu", "4"),
						"requests.memory": part("memory", "8Gi"),
						"limits.memory": part("memory", "8Gi"),
						"requests.ephemeral-storage": part("ephemeralStorage", "8Gi"),
						"limits.ephemeral-storage": part("ephemeralStorage", "8Gi"),
						"requests.storage": part("storage", "0"),
						pods: part("pods", "20"),
						"services.loadbalancers": part("loadBalancers", "0"),
						// A balancer takes one for 80 and one for 443.
						"services.nodeports": quota.apply((known) => String(2 * (known?.loadBalancers ?? 0))),
					},
				},
			},
			child,
		);
		const amounts = { cpu: "250m", memory: "256Mi", "ephemeral-storage": "256Mi" };
		const limits = new LimitRange(
			`${name}-limits`,
			{
				metadata: metadata("limits"),
				spec: {
					// A ratio of 1: memory that was promised twice is paid for with killed pods.
					limits: [{ type: "Container", default: amounts, defaultRequest: amounts, maxLimitRequestRatio: { memory: "1" } }],
				},
			},
			child,
		);
		// Kubernetes makes this account with the namespace, and again whenever it is deleted: it can be patched, not owned.
		const account = new ServiceAccountPatch(
			`${name}-default-account`,
			{ metadata: metadata("default"), automountServiceAccountToken: false },
			child,
		);
		const grant = (word: string, rules: typeof VISIBLE, groups: string[] = []) => {
			if (groups.length === 0) return;
			const role = new Role(`${name}-${word}`, { metadata: metadata(word), rules }, child);
			const apiGroup = "rbac.authorization.k8s.io";
			const subjects = groups.map((group) => ({ kind: "Group", name: group, apiGroup }));
			const roleRef = { apiGroup, kind: "Role", name: role.metadata.name };
			new RoleBinding(`${name}-${word}-binding`, { metadata: metadata(word), subjects, roleRef }, child);
		};
		grant("operator", OPERATOR, args.operatorGroups);
		grant("auditor", AUDITOR, args.auditorGroups);

		this.namespace = pulumi.all([space.metadata.name, deny.urn, names.urn, quotas.urn, limits.urn, account.urn]).apply(([known]) => known);
		this.registerOutputs({ namespace: this.namespace });
	}
}
