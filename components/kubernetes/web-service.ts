import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import * as pulumi from "@pulumi/pulumi";
import { expected, isNamedRange, isPort } from "../openstack/expected.ts";
import type { GatewayEntry, IngressEntry } from "./entry.ts";
import { gateway, ingress } from "./entry.ts";
import type { Labels } from "./labels.ts";
import { labelled } from "./labels.ts";
import { podSpec } from "./pod.ts";

/** What happens where replicas can't be spread evenly: the pod waits, or runs anyway. */
export const Spread = { Required: "required", Preferred: "preferred" } as const;
export type Spread = (typeof Spread)[keyof typeof Spread];

/** A Secret that the program reads as files. Its content never passes through here. */
export interface SecretFile {
	/** Name of the Secret, in the service's namespace. */
	secret: pulumi.Input<string>;
	/** Folder in the container in which its keys appear as files, such as /etc/database. */
	path: pulumi.Input<string>;
}

/** A place that the program may open TCP connections to. */
export interface Destination {
	/** What it is, such as `files`: small letters, digits and hyphens, once a service. Plain: the policy is named after it. */
	name: string;
	/** Range of addresses in CIDR notation. */
	cidr: pulumi.Input<string>;
	/** Ranges inside `cidr` that stay closed. Default: none. */
	except?: pulumi.Input<pulumi.Input<string>[]>;
	/** Port, 1-65535. */
	port: pulumi.Input<number>;
	/** Why the world must be reachable; needed for ranges wider than /8 (IPv6: /16), and shown in reports as the declaration `open-egress`. Plain. */
	openEgress?: string;
}

export interface WebServiceArgs {
	/** Namespace, best the output of a `Tenant`, so that its policies exist before the first pod. */
	namespace: pulumi.Input<string>;
	/** Labels of everything made here: `owner`, `environment`, `classification` at least. */
	labels: Labels;
	/** Name of the objects made here: an RFC 1123 label of at most 40 characters. Default: web. */
	physicalName?: pulumi.Input<string>;
	/** Container image by digest: `registry/name@sha256:…`. */
	image: pulumi.Input<string>;
	/** Admits an image by tag or by name alone. Default: false, because what it means tomorrow was not checked today. A loosening. Plain. */
	allowTag?: boolean;
	/** Name of a Secret of type kubernetes.io/dockerconfigjson with the registry's credentials. Default: none. */
	pullSecret?: pulumi.Input<string>;
	/** TCP port that the program listens on, without TLS. */
	port: pulumi.Input<number>;
	/** How many copies run. Default: 2, the least that survives a node. */
	replicas?: pulumi.Input<number>;
	/** Processor that each copy gets, as a Kubernetes quantity. Default: 250m. */
	cpu?: pulumi.Input<string>;
	/** Memory that each copy gets and may not exceed, as a Kubernetes quantity. Default: 256Mi. */
	memory?: pulumi.Input<string>;
	/** Logs and temporary files in /tmp of each copy, as a Kubernetes quantity. Default: 256Mi. */
	ephemeralStorage?: pulumi.Input<string>;
	/** User and group id that the program runs as, never 0. Default: 10001, above any account of a host. */
	user?: pulumi.Input<number>;
	/** Path of a GET that answers 200 when the program is well. Default: /healthz. */
	health?: pulumi.Input<string>;
	/** Environment variables of the program. No secrets: those come as files. */
	settings?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
	/** Secrets that the program reads as files. None by default. Plain list: one volume each. */
	secretFiles?: SecretFile[];
	/** Name of a PriorityClass. Default: the cluster's. */
	priorityClass?: pulumi.Input<string>;
	/** Over zones and hosts. Default: required; `preferred` for clusters whose nodes carry no zone label, which would take no pod. */
	spread?: pulumi.Input<Spread>;
	/** Entry through the Gateway API. Default: none. */
	gateway?: pulumi.Input<GatewayEntry>;
	/** Entry through an Ingress. Default: none. */
	ingress?: pulumi.Input<IngressEntry>;
	/** Where the program may open connections to, besides the name server. Nowhere by default. Plain list: one policy each. */
	destinations?: Destination[];
}

const SERVICE_PORT = 80;
const QUANTITY = /^\d+(\.\d{1,3})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

/**
 * A program that answers HTTP: replicas that the restricted Pod Security Standard admits, spread over zones and hosts, kept running through
 * rollouts and drains, reachable only through its entry, and reaching only what is named.
 */
export class WebService extends pulumi.ComponentResource {
	/** Where people reach it, or other pods where there is no entry. */
	readonly url: pulumi.Output<string>;

	constructor(name: string, args: WebServiceArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:WebService", name, args, opts);
		const input = <T>(key: string, value: pulumi.Input<T>, expectation: string, holds: (value: T) => boolean) =>
			expected(name, key, value, expectation, holds);
		const physical = input("physicalName", args.physicalName ?? "web", "at most 40 small letters, digits and hyphens", (text) =>
			/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(text),
		);
		const image = input(
			"image",
			args.image,
			"registry/name@sha256:… (or allowTag)",
			(text) => args.allowTag === true || /@sha256:[0-9a-f]{64}$/.test(text),
		);
		const port = input("port", args.port, "a port between 1 and 65535", isPort);
		const replicas = input("replicas", args.replicas ?? 2, "a whole number, at least 1", (count) => Number.isInteger(count) && count >= 1);
		const user = input("user", args.user ?? 10_001, "a user id that is not 0", (id) => Number.isInteger(id) && id > 0);
		const health = input("health", args.health ?? "/healthz", "a path that begins with /", (path) => path.startsWith("/"));
		const amount = (key: "cpu" | "memory" | "ephemeralStorage", fallback: string) =>
			input(key, args[key] ?? fallback, `a Kubernetes quantity such as ${fallback}`, (text) => QUANTITY.test(text));

		const child = { parent: this };
		const selector = { "app.kubernetes.io/name": name, "app.kubernetes.io/component": physical };
		const labels = labelled(name, args.labels, {
			...selector,
			"app.kubernetes.io/instance": name,
			"app.kubernetes.io/part-of": args.namespace,
		});
		const metadata = { name: physical, namespace: args.namespace, labels };
		const matchLabels = selector;

		// Who may come in and where the program may go is settled before it starts.
		const entries = [args.gateway, args.ingress].filter((entry) => entry !== undefined);
		const policies = (args.destinations ?? []).map(({ name: place, cidr, except, port, openEgress }) => {
			const to = input(
				`destinations.${place}.cidr`,
				cidr,
				"a range in CIDR notation, and wider than /8 (IPv6: /16) only with openEgress",
				(range) => isNamedRange(range) || (openEgress !== undefined && /^[0-9a-fA-F.:]+\/\d{1,2}$/.test(range)),
			);
			const annotations = openEgress === undefined ? {} : { annotations: { "socle/open-egress": openEgress } };
			return new NetworkPolicy(
				`${name}-to-${place}`,
				{
					metadata: { ...metadata, name: pulumi.interpolate`${physical}-to-${place}`, ...annotations },
					spec: {
						podSelector: { matchLabels },
						policyTypes: ["Egress"],
						egress: [{ to: [{ ipBlock: { cidr: to, ...(except === undefined ? {} : { except }) } }], ports: [{ protocol: "TCP", port }] }],
					},
				},
				child,
			);
		});
		if (entries.length > 0)
			policies.push(
				new NetworkPolicy(
					`${name}-from-entry`,
					{
						metadata: { ...metadata, name: pulumi.interpolate`${physical}-from-entry` },
						spec: {
							podSelector: { matchLabels },
							policyTypes: ["Ingress"],
							ingress: [{ from: entries.map(controllerOf), ports: [{ protocol: "TCP", port }] }],
						},
					},
					child,
				),
			);
		const account = new ServiceAccount(`${name}-account`, { metadata, automountServiceAccountToken: false }, child);
		const spec = podSpec({
			image,
			port,
			cpu: amount("cpu", "250m"),
			memory: amount("memory", "256Mi"),
			ephemeralStorage: amount("ephemeralStorage", "256Mi"),
			user,
			health,
			serviceAccount: account.metadata.name,
			settings: args.settings ?? {},
			secretFiles: args.secretFiles ?? [],
			pullSecret: args.pullSecret,
			priorityClass: args.priorityClass,
			selector,
			whenUnsatisfiable: pulumi.output(args.spread).apply((spread) => (spread === "preferred" ? "ScheduleAnyway" : "DoNotSchedule")),
		});
		new Deployment(
			`${name}-deployment`,
			{
				metadata,
				spec: {
					replicas,
					revisionHistoryLimit: 3,
					progressDeadlineSeconds: 600,
					// A new copy answers before an old one stops.
					strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
					selector: { matchLabels },
					template: { metadata: { labels }, spec },
				},
			},
			{ ...child, dependsOn: policies },
		);
		const ports = [{ name: "http", port: SERVICE_PORT, targetPort: "http", protocol: "TCP", appProtocol: "http" }];
		const service = new Service(`${name}-service`, { metadata, spec: { type: "ClusterIP", selector, ports } }, child);
		// One at a time; a pod that is broken anyway must not hold up the drain of a node.
		new PodDisruptionBudget(
			`${name}-budget`,
			{ metadata, spec: { maxUnavailable: 1, selector: { matchLabels }, unhealthyPodEvictionPolicy: "AlwaysAllow" } },
			child,
		);
		const backend = { name, metadata, service: service.metadata.name, port: SERVICE_PORT };
		if (args.gateway !== undefined) gateway(args.gateway, backend, child);
		if (args.ingress !== undefined) ingress(args.ingress, backend, child);

		const [entry] = entries;
		this.url =
			entry === undefined
				? pulumi.interpolate`http://${physical}.${args.namespace}.svc:${SERVICE_PORT}`
				: pulumi.interpolate`https://${pulumi.output(entry).apply((known) => known.host)}`;
		this.registerOutputs({ url: this.url });
	}
}

/** The pods of an entry's controller, as a policy names them. */
function controllerOf(entry: pulumi.Input<GatewayEntry | IngressEntry>) {
	const namespace = pulumi.output(entry).apply((known) => known.controllerNamespace);
	return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}
