import { writeFileSync } from "node:fs";
import { z } from "zod";

/**
 * What the mapping data looks like. `node facts/mappings/schema.ts` writes `schema.json` (then `npx biome format --write` it); a test says
 * when that was forgotten, and holds every file against it.
 */

export const FIDELITIES = ["exact", "equivalent", "partial", "redesign", "none"] as const;
/** The seven ways of AWS's migration strategies, https://docs.aws.amazon.com/prescriptive-guidance/latest/large-migration-guide/migration-strategies.html */
export const STRATEGIES = ["retire", "retain", "relocate", "rehost", "repurchase", "replatform", "refactor"] as const;

const day = z.string().regex(/^20\d\d-[01]\d-[0-3]\d$/);
const licence = z.literal("CC-BY-4.0").describe("https://creativecommons.org/licenses/by/4.0/; name Socle as the source.");

const target = z
	.discriminatedUnion("kind", [
		z.strictObject({ kind: z.literal("openstack"), token: z.string().regex(/^openstack:\w+\/\w+:\w+$/) }),
		z.strictObject({ kind: z.literal("kubernetes"), token: z.string().regex(/^kubernetes:[\w.]+\/v\w+:\w+$/) }),
		z.strictObject({ kind: z.literal("custom-resource"), token: z.string().regex(/^[\w.-]+\/v\w+\/\w+$/) }),
		z.strictObject({ kind: z.literal("component"), component: z.string() }),
		z.strictObject({ kind: z.literal("service"), component: z.string() }),
		z.strictObject({ kind: z.literal("policy"), component: z.string() }),
		z.strictObject({ kind: z.literal("program"), component: z.string() }),
		z.strictObject({ kind: z.literal("none") }),
	])
	.describe(
		"openstack: token of the Pulumi provider. kubernetes: token of the Pulumi provider. custom-resource: group/version/kind. component: a class of Socle. service: software to run. policy: a pack of Socle. program: a Pulumi provider of values.",
	);

const judgement = {
	target: z.array(target).min(1),
	fidelity: z
		.enum(FIDELITIES)
		.describe("exact: nothing is lost. equivalent: the same service. partial: a part is lost. redesign: built anew. none: no counterpart."),
	strategy: z.enum(STRATEGIES),
	effort: z.int().min(1).max(5).describe("1: an hour. 2: a day. 3: a week. 4: a month. 5: a project."),
	lockIn: z.int().min(0).max(4).describe("0: an open standard. 4: an interface that exists nowhere else."),
	dataGravity: z.boolean().describe("Whether it holds data that has to be moved."),
	losses: z.array(z.string()).describe("What is lost or changes, a sentence each."),
};

const capability = z.strictObject(judgement);

const attribute = z.strictObject({
	from: z.string().describe("Argument of the source type."),
	to: z
		.string()
		.regex(/^[^#]+#.+$/)
		.describe("Target and its property: token#property, or environment#key of environment.yaml."),
	how: z.string().exactOptional(),
});

const row = z.strictObject({
	type: z.string().describe("Terraform resource type, or `compose:…`, `rvtools:…`."),
	capability: z.string().describe("Key in capabilities.json; what the row does not say itself stands there."),
	...z.object(judgement).partial().shape,
	attributeMap: z.array(attribute).min(1).exactOptional(),
	variants: z
		.array(z.strictObject({ attribute: z.string(), matches: z.string().describe("A regular expression."), capability: z.string() }))
		.exactOptional()
		.describe("Where an argument's value decides what it is: the first that matches."),
	docs: z.url().exactOptional().describe("The type's own page, where it is not at the provider's usual place."),
});

const head = { $schema: z.literal("./schema.json"), licence, date: day.describe("When the rows were checked.") };

export const providerFile = z.strictObject({
	...head,
	checkedAgainst: z.string().describe("Where the types and their arguments were read."),
	providers: z.record(z.string(), z.url()).describe("First word of a type → page of its documentation; `{name}` is the rest of the type."),
	rows: z.array(row),
});
export const capabilitiesFile = z.strictObject({
	...head,
	docs: z.strictObject({ customResources: z.record(z.string(), z.url()), services: z.record(z.string(), z.url()) }),
	capabilities: z.record(z.string(), capability),
});
export const instanceTypesFile = z.strictObject({
	...head,
	sizes: z.record(z.string(), z.number()).describe("Words that AWS names sizes with → vCPUs."),
	rows: z.array(
		z.strictObject({
			provider: z.string(),
			match: z.string().describe("A regular expression on the whole name; groups size, n, mib, gib are the words below."),
			vcpu: z.union([z.number(), z.literal("n"), z.literal("size")]),
			memoryGiB: z.union([z.number(), z.literal("mib"), z.literal("gib"), z.strictObject({ perVcpu: z.number() })]),
			source: z.url(),
		}),
	),
});

/** A row as `socle migrate mappings --format json` prints it: with everything that its capability says. */
export const mappingRow = z.strictObject({
	source: z.strictObject({ provider: z.string(), type: z.string() }),
	capability: z.string(),
	...judgement,
	attributeMap: z.array(attribute),
	variants: z.array(z.strictObject({ attribute: z.string(), matches: z.string(), capability: z.string() })),
	sources: z.array(z.string()).min(1).describe("Documentation of the source type, then of each target; a path is one of Socle's own."),
	date: day,
});

export type Target = z.infer<typeof target>;
export type Capability = z.infer<typeof capability>;
export type ProviderFile = z.infer<typeof providerFile>;
export type CapabilitiesFile = z.infer<typeof capabilitiesFile>;
export type InstanceTypesFile = z.infer<typeof instanceTypesFile>;
export type MappingRow = z.infer<typeof mappingRow>;
export type Fidelity = (typeof FIDELITIES)[number];
export type Strategy = (typeof STRATEGIES)[number];

/** The published schema, JSON Schema 2020-12: each file is one of the three, and the dataset that `mappings` prints is the fourth. */
export function mappingsJsonSchema(): object {
	const dataset = z.strictObject({ version: z.literal(1), licence, rows: z.array(mappingRow) });
	const { $schema, ...schema } = z.toJSONSchema(z.union([providerFile, capabilitiesFile, instanceTypesFile, dataset]), {
		target: "draft-2020-12",
	});
	return { $schema, $id: "urn:socle:mappings:1", title: "From foreign clouds to OpenStack and Kubernetes", ...schema };
}

if (import.meta.main) writeFileSync(new URL("schema.json", import.meta.url), JSON.stringify(mappingsJsonSchema(), undefined, "\t"));
