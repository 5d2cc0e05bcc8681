import { writeFileSync } from "node:fs";
import { z } from "zod";
import type { InputKind } from "../inventory/resource.ts";
import type { Report, Strength, Verdict } from "./report.ts";
import { SEVERITIES } from "./report.ts";

/**
 * What the report's JSON looks like, in words for those who read it with their own programs. `node reports/schema.ts` writes
 * `reports/report.schema.json` (then `npx biome format --write` it); a test says when that was forgotten.
 */

const KINDS = [
	"environment",
	"pulumi-program",
	"pulumi-preview",
	"pulumi-state",
	"terraform-plan",
	"terraform-state",
	"kubernetes-manifest",
	"openstack-live",
	"kubernetes-live",
] as const satisfies InputKind[];
const VERDICTS = ["pass", "fail", "unknown", "not-applicable", "waived"] as const satisfies Verdict[];
const STRENGTHS = ["direct", "partial", "supporting"] as const satisfies Strength[];

const count = (description: string) => z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe(description);
const position = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const pointer = z.string().regex(/^(\/([^~]|~[01])*)*$/);

const resource = z.strictObject({
	id: z.string().describe("The source's own id: URN, UUID, Terraform address, namespace/name."),
	type: z
		.string()
		.describe("Pulumi token for OpenStack, group/version/Kind for Kubernetes, socle/v1/Environment|Service for declarations."),
	name: z.string(),
	namespace: z.string().exactOptional(),
	layer: z.string().exactOptional(),
	service: z.string().exactOptional().describe("Key of the public service that the resource serves."),
	source: z.strictObject({ file: z.string(), line: position }).exactOptional().describe("Where the resource itself is written."),
});

const result = z.strictObject({
	control: z.string(),
	verdict: z.enum(VERDICTS),
	severity: z.enum(SEVERITIES),
	resource,
	paths: z.array(pointer).describe("JSON pointers into the resource's properties; an empty one for an absence."),
	locations: z.array(z.strictObject({ file: z.string(), line: position, column: position.exactOptional(), path: pointer.exactOptional() })),
	cause: z
		.strictObject({
			file: z.string(),
			line: position,
			column: position.exactOptional(),
			key: z.string().exactOptional().describe("Dotted path of the key in an environment file."),
		})
		.exactOptional()
		.describe("Where the user wrote what led to this."),
	message: z.string(),
	remediation: z.string(),
	references: z.array(z.strictObject({ framework: z.string(), clause: z.string(), strength: z.enum(STRENGTHS) })),
});

/** Accepts exactly what `Report` describes, and nothing beside it. */
export const reportSchema = z.strictObject({
	version: z.literal(1),
	tool: z.strictObject({ name: z.literal("socle"), version: z.string() }),
	generatedAt: z.iso.datetime().describe("RFC 3339 in UTC; SOURCE_DATE_EPOCH is honoured."),
	rules: z.strictObject({
		digest: digest.describe("SHA-256 over ids, versions and parameters of the controls applied, sorted."),
		packs: z.array(z.string()),
		controls: count("Controls applied."),
	}),
	inputs: z.array(
		z.strictObject({ path: z.string(), kind: z.enum(KINDS), sha256: digest.exactOptional(), resources: count("Resources read from it.") }),
	),
	summary: z
		.strictObject({
			resources: count("Resources judged, over all inputs."),
			pass: count("Results that passed."),
			fail: count("Results that failed."),
			unknown: count("Results that hang on a value that is not known. Never a pass."),
			notApplicable: count("Results where the type matched and the control had nothing to say."),
			waived: count("Failures that somebody accepted."),
			notCovered: count("Resources whose type no control looked at."),
		})
		.describe("Counts over all results, also those that `results` leaves out."),
	results: z
		.array(result)
		.describe("One a control and resource: fail, unknown and waived; with --all the rest too. Sorted by severity, control, resource id."),
	coverage: z
		.array(
			z.strictObject({ type: z.string(), resources: count("Resources of this type."), controls: count("Controls that looked at them.") }),
		)
		.describe("Types with 0 controls are the uncovered ones."),
	notVisible: z.array(z.strictObject({ what: z.string(), why: z.string() })).describe("Services, projects, kinds that could not be read."),
	errors: z
		.array(z.strictObject({ path: z.string(), line: position.exactOptional(), message: z.string() }))
		.describe("Inputs that could not be read: never silently skipped."),
});

// The compiler refuses this file as soon as it and `Report` part ways, in either direction.
type Exactly<A, B> = [A, B] extends [B, A] ? true : false;
true satisfies Exactly<z.infer<typeof reportSchema>, Report>;

/** The published schema, JSON Schema 2020-12. */
export function reportJsonSchema(): object {
	const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
	return { $schema, $id: "urn:socle:report:1", title: "Socle report", ...schema };
}

if (import.meta.main) writeFileSync(new URL("report.schema.json", import.meta.url), JSON.stringify(reportJsonSchema(), undefined, "\t"));
