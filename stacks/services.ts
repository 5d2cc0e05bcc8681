import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { Tenant } from "../components/kubernetes/tenant.ts";
import type { WebServiceArgs } from "../components/kubernetes/web-service.ts";
import { WebService } from "../components/kubernetes/web-service.ts";
import { at } from "../environment/cause.ts";
import type { Cluster, ContainerRun, Environment, Exposure } from "../environment/environment.ts";
import { isContainer, tags } from "../environment/environment.ts";
import { UserError } from "../errors.ts";
import type { FoundationOutputs } from "./outputs.ts";

/** Logs and temporary files of each copy. */
const EPHEMERAL_STORAGE = 256 * 2 ** 20;
/** RFC 3927; clouds answer here with a server's credentials. */
const LINK_LOCAL = "169.254.0.0/16";

/** The highest layer, on Kubernetes: for each service in a container a namespace of its own, closed first, and the service in it. */
export async function services(
	environment: Environment,
	foundation: { [Key in "network" | "buckets"]: pulumi.Output<FoundationOutputs[Key]> },
): Promise<{ services: pulumi.Output<{ [service: string]: { namespace: string; url: string } }> }> {
	const { cluster } = environment;
	const labels = tags(environment);
	const outputs: { [service: string]: { namespace: pulumi.Output<string>; url: pulumi.Output<string> } } = {};
	if (cluster === undefined) return { services: pulumi.output(outputs) };

	const provider = at("cluster", () => providerOf(cluster));
	for (const [name, { description, run, exposure, files }] of Object.entries(environment.services)) {
		if (!isContainer(run)) continue;
		const { namespace } = at(
			`services.${name}.run`,
			() =>
				new Tenant(
					name,
					{
						namespace: name,
						description,
						labels,
						quota: quota(run, exposure),
						operatorGroups: [`${environment.name}-operators`],
						auditorGroups: [`${environment.name}-auditors`],
					},
					{ provider },
				),
		);
		const { url } = at(
			`services.${name}.run`,
			() =>
				new WebService(
					name,
					{
						namespace,
						labels,
						image: run.image,
						allowTag: !run.image.includes("@sha256:"),
						port: run.port,
						replicas: run.replicas,
						cpu: cores(run.cpu.millicores),
						memory: bytes(run.memory.bytes),
						ephemeralStorage: bytes(EPHEMERAL_STORAGE),
						user: run.user,
						health: run.health,
						settings: { ...run.env, ...(files ? bucketOf(name, foundation.buckets) : {}) },
						...(files ? { destinations: [objectStore(foundation.network.cidr)] } : {}),
						...entry(`services.${name}.exposure`, exposure, cluster),
					},
					{ provider },
				),
		);
		outputs[name] = { namespace, url };
	}
	return { services: pulumi.output(outputs) };
}

/**
 * Without KUBECONFIG, which the SDK would write into the provider's inputs, and so into the state: a path of this machine, and one that
 * names several files is refused by the provider. It reads the variable itself.
 */
function providerOf({ context }: Cluster): Provider {
	const { KUBECONFIG: own } = process.env;
	delete process.env["KUBECONFIG"];
	try {
		return new Provider("kubernetes", { context, enableServerSideApply: true });
	} finally {
		if (own !== undefined) process.env["KUBECONFIG"] = own;
	}
}

/** Twice what runs, so that a rollout never waits for copies that are still ending. */
function quota({ replicas, cpu, memory }: ContainerRun, { via = "gateway" }: Exposure) {
	const pods = 2 * replicas;
	return {
		pods,
		cpu: cores(pods * cpu.millicores),
		memory: bytes(pods * memory.bytes),
		ephemeralStorage: bytes(pods * EPHEMERAL_STORAGE),
		// Gateway controllers such as Cilium put the gateway's balancer beside it.
		loadBalancers: via === "gateway" ? 1 : 0,
	};
}

/** How the program learns where its files lie. */
function bucketOf(service: string, buckets: pulumi.Output<FoundationOutputs["buckets"]>) {
	const found = buckets.apply((known) => {
		const bucket = known[service];
		if (bucket !== undefined) return bucket;
		throw new UserError(`The layer foundation has no bucket for ${service} yet.`, { next: "socle up --layer foundation" });
	});
	return { FILES_BUCKET: found.bucket, FILES_REGION: found.region };
}

/** Object storage answers at addresses that its provider changes, so a policy can only name it by what it is not. */
function objectStore(own: pulumi.Output<string>) {
	return {
		name: "files",
		cidr: "0.0.0.0/0",
		except: [own, LINK_LOCAL],
		port: 443,
		openEgress: "object storage, at addresses that its provider chooses",
	};
}

function entry(key: string, exposure: Exposure, cluster: Cluster): Pick<WebServiceArgs, "gateway" | "ingress"> {
	const { host, certificate, from, via = "gateway" } = exposure;
	const common = { host, certificate, controllerNamespace: cluster.controllerNamespace };
	if (via === "gateway")
		return {
			gateway: { ...common, className: cluster.gatewayClass, ...(from ? { allowedSources: from.map(({ text }) => text) } : {}) },
		};
	if (from)
		throw new UserError(`${key}: an Ingress shares its address with others, so that who may come in can't be limited.`, {
			problems: [{ key: `${key}.via`, message: "audience: internal needs via: gateway." }],
			next: `Write via: gateway below ${key}.`,
		});
	return { ingress: { ...common, className: cluster.ingressClass } };
}

/** As the API server writes it, so that a comparison with the cluster shows no difference. */
function cores(millicores: number): string {
	return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** As the API server writes it: the largest binary unit that leaves a whole number. */
function bytes(count: number): string {
	const units = ["Ki", "Mi", "Gi", "Ti"] as const;
	const power = units.findLastIndex((_, index) => count % 1024 ** (index + 1) === 0);
	return power < 0 ? String(count) : `${count / 1024 ** (power + 1)}${units[power]}`;
}
