import type { z } from "zod";
import type { environmentSchema } from "./schema.ts";

export { type Cidr, type Tiers, tiers } from "./cidr.ts";
export type { Cpu, Duration, Size } from "./quantity.ts";

/** An environment file as read: defaults filled in, the chosen stack's patch applied, quantities parsed. */
export type Environment = z.output<typeof environmentSchema> & {
	/** Which of `stacks` was applied; `production` where none was asked for. */
	stack: string;
};
export type Organisation = Environment["organisation"];
export type Cloud = Environment["cloud"];
export type Cluster = NonNullable<Environment["cluster"]>;
export type OwnCluster = NonNullable<Cluster["own"]>;
export type Service = Environment["services"][string];
export type Exposure = Service["exposure"];
export type Files = NonNullable<Service["files"]>;
export type ContainerRun = Extract<Service["run"], { image: string }>;
export type MachinesRun = Extract<Service["run"], { machines: object }>;

export function isContainer(run: Service["run"]): run is ContainerRun {
	return "image" in run;
}

/** What every resource carries as tag, metadata or label of the same name. `environment` is `town-hall.production`. */
export function tags(environment: Environment): Record<"owner" | "environment" | "classification", string> & { "cost-centre"?: string } {
	return {
		owner: environment.organisation.identifier,
		environment: `${environment.name}.${environment.stack}`,
		classification: environment.sovereignty.classification,
		...(environment.costCentre === undefined ? {} : { "cost-centre": environment.costCentre }),
	};
}
