import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment/environment.ts";
import { isContainer } from "../environment/environment.ts";
import { foundation } from "./foundation.ts";
import type { FoundationOutputs } from "./outputs.ts";
import { services } from "./services.ts";

/** Pulumi's name for everything that Socle makes. */
export const PROJECT = "socle";

/** The layers that exist as stacks, lowest first. */
export type StackLayer = "foundation" | "services";

/** What a layer sees of the one below it. */
export type Below = { [Key in keyof FoundationOutputs]: pulumi.Output<FoundationOutputs[Key]> };

/** The layers that an environment needs. */
export function layersOf(environment: Environment): StackLayer[] {
	const onKubernetes = Object.values(environment.services).some(({ run }) => isContainer(run));
	return onKubernetes ? ["foundation", "services"] : ["foundation"];
}

/** `town-hall.production.services`: the same name from the command line and from plain `pulumi`. */
export function stackName(environment: Environment, layer: StackLayer): string {
	return `${environment.name}.${environment.stack}.${layer}`;
}

/**
 * The Pulumi program of one layer.
 *
 * `below` stands in for the lower stack's outputs where that stack does not exist yet (a plan, a first preview); without it they are
 * read from the stack itself.
 */
export function program(environment: Environment, layer: StackLayer, below?: Below): () => Promise<Record<string, unknown>> {
	switch (layer) {
		case "foundation":
			return () => foundation(environment);
		case "services":
			return () => services(environment, below ?? outputsOf(stackName(environment, "foundation")));
	}
}

function outputsOf(stack: string): Below {
	const reference = new pulumi.StackReference("foundation", { name: `organization/${PROJECT}/${stack}` });
	return {
		network: reference.requireOutput("network"),
		balancers: reference.requireOutput("balancers"),
		buckets: reference.requireOutput("buckets"),
	} as Below;
}
