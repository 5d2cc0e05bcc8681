import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment/environment.ts";
import { isContainer } from "../environment/environment.ts";
import { foundation, zoneName } from "./foundation.ts";
import type { FoundationOutputs } from "./outputs.ts";
import { platform } from "./platform.ts";
import { services } from "./services.ts";

/** Pulumi's name for everything that Socle makes. */
export const PROJECT = "socle";

/** The layers that exist as stacks, lowest first. */
export const LAYERS = ["foundation", "platform", "services"] as const;
export type StackLayer = (typeof LAYERS)[number];

/** What a layer sees of the foundation. */
export type Below = { [Key in keyof FoundationOutputs]: pulumi.Output<FoundationOutputs[Key]> };

/** The layers that an environment needs. */
export function layersOf(environment: Environment): StackLayer[] {
	const needed: { [layer in StackLayer]: boolean } = {
		foundation: true,
		platform: environment.cluster?.own !== undefined,
		services: Object.values(environment.services).some(({ run }) => isContainer(run)),
	};
	return LAYERS.filter((layer) => needed[layer]);
}

/** `town-hall.production.services`: the same name from the command line and from plain `pulumi`. */
export function stackName(environment: Environment, layer: StackLayer): string {
	return `${environment.name}.${environment.stack}.${layer}`;
}

/**
 * The Pulumi program of one layer.
 *
 * `below` stands in for the foundation's outputs where that stack does not exist yet (a plan, a first preview); without it they are
 * read from the stack itself.
 */
export function program(environment: Environment, layer: StackLayer, below?: Below): () => Promise<Record<string, unknown>> {
	const from = <Key extends keyof Below>(...keys: Key[]): Pick<Below, Key> =>
		below ?? outputsOf(stackName(environment, "foundation"), keys);
	switch (layer) {
		case "foundation":
			return () => foundation(environment);
		case "platform":
			return () => platform(environment, from("places", "zones"));
		case "services":
			return () => services(environment, from("network", "buckets"));
	}
}

/** Only what the layer needs: a foundation that an older Socle made lacks what is new. */
function outputsOf<Key extends keyof Below>(stack: string, keys: readonly Key[]): Pick<Below, Key> {
	const reference = new pulumi.StackReference("foundation", { name: `organization/${PROJECT}/${stack}` });
	return Object.fromEntries(keys.map((key) => [key, reference.requireOutput(key)])) as Pick<Below, Key>;
}

/**
 * The foundation's planned outputs, with the ids that the platform uses replaced by the URNs of what will bear them: in a plan a resource stands
 * for itself, so that controls can join across layers. Not for the engine, which would hand them to the clouds.
 */
export function identified<Outputs extends { readonly [name: string]: unknown }>(
	environment: Environment,
	outputs: Outputs,
	resources: readonly { id: string }[],
): Outputs {
	const urn = (name: string) => resources.find(({ id }) => id.endsWith(`::${name}`))?.id;
	const places = {
		network: urn("network-private"),
		edgeSubnet: urn("network-edge"),
		appSubnet: urn("network-app"),
		appGroup: urn("network-app-group"),
	};
	const zones = Object.keys(environment.dns).map((domain) => [domain, { zone: urn(`${zoneName(domain)}-zone`), nameServers: [] }]);
	return { ...outputs, places, zones: Object.fromEntries(zones) };
}
