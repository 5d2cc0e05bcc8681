import { writeFileSync } from "node:fs";
import { z } from "zod";
import { FIDELITIES, mappingRow, STRATEGIES } from "../facts/mappings/schema.ts";
import { SEVERITIES } from "../reports/report.ts";

/** What `socle migrate assess --format json` prints. `node migration/assessment.ts` writes `assessment.schema.json`; a test says when that was forgotten. */

const count = z.int().min(0);
const amount = z.number().min(0);
const counts = z.record(z.string(), count);

const resource = z.strictObject({
	id: z.string(),
	type: z.string(),
	name: z.string(),
	application: z.string(),
	input: z.string(),
	understood: z.boolean().describe("false: no row of the mapping data is about the type; the fields below are absent."),
	capability: z.string().exactOptional(),
	target: mappingRow.shape.target.exactOptional(),
	fidelity: z.enum(FIDELITIES).exactOptional(),
	strategy: z.enum(STRATEGIES).exactOptional(),
	effort: z.int().min(1).max(5).exactOptional(),
	lockIn: z.int().min(0).max(4).exactOptional(),
	losses: z.array(z.string()),
	dataGiB: amount.exactOptional().describe("Data to move. Absent where the type holds data: not known."),
	holdsData: z.boolean(),
	size: z
		.strictObject({
			name: z.string().exactOptional(),
			vcpus: amount.exactOptional(),
			memoryGiB: amount.exactOptional(),
			source: z.string().exactOptional(),
		})
		.exactOptional(),
	place: z.strictObject({ provider: z.string(), region: z.string().exactOptional(), country: z.string().exactOptional() }).exactOptional(),
	controls: z.array(z.string()).describe("Controls that fail or can't tell about it today."),
	risks: z.array(z.string()),
	sources: z.array(z.string()),
});

const application = z.strictObject({
	name: z.string(),
	owner: z.string().exactOptional(),
	criticality: z.int().min(1).max(10),
	resources: count,
	effortDays: amount,
	dataGiB: amount,
	dataUnknown: count.describe("Resources that hold data of unknown size."),
	vcpus: amount,
	memoryGiB: amount,
	diskGiB: amount,
	fidelity: counts,
	strategy: counts,
	dependsOn: z.array(z.string()),
	rto: z.string().exactOptional(),
	stays: z.string().exactOptional(),
});

export const assessmentSchema = z.strictObject({
	version: z.literal(1),
	tool: z.strictObject({ name: z.literal("socle"), version: z.string() }),
	packs: z.array(z.string()),
	inputs: z.array(z.strictObject({ path: z.string(), kind: z.string(), sha256: z.string().exactOptional(), resources: count })),
	summary: z.strictObject({
		sentence: z.string(),
		resources: count,
		understood: count,
		notUnderstood: count,
		applications: count,
		types: count,
		fidelity: counts,
		strategy: counts,
		effortDays: amount.describe("Days of work: the first of a type in an application counts whole, each further one a tenth."),
		dataGiB: amount,
		dataUnknown: count,
		providers: z.array(z.strictObject({ provider: z.string(), regions: z.array(z.string()), resources: count })),
	}),
	reasons: z.array(
		z.strictObject({
			control: z.string(),
			title: z.string(),
			severity: z.enum(SEVERITIES),
			verdict: z.enum(["fail", "unknown"]),
			subject: z.string(),
			message: z.string(),
			references: z.array(z.string()),
			resources: z.array(z.string()),
		}),
	),
	risks: z.array(z.strictObject({ kind: z.string(), what: z.string(), resources: z.array(z.string()) })),
	applications: z.array(application),
	resources: z.array(resource),
	notUnderstood: z.array(z.strictObject({ type: z.string(), count, ids: z.array(z.string()), next: z.string() })),
	notVisible: z.array(z.strictObject({ what: z.string(), why: z.string() })),
	errors: z.array(z.strictObject({ path: z.string(), line: count.exactOptional(), message: z.string() })),
});
export type Assessment = z.infer<typeof assessmentSchema>;
export type AssessedResource = z.infer<typeof resource>;
export type AssessedApplication = z.infer<typeof application>;

export function assessmentJsonSchema(): object {
	const { $schema, ...schema } = z.toJSONSchema(assessmentSchema, { target: "draft-2020-12" });
	return { $schema, $id: "urn:socle:assessment:1", title: "Socle assessment of a foreign estate", ...schema };
}

if (import.meta.main)
	writeFileSync(new URL("assessment.schema.json", import.meta.url), JSON.stringify(assessmentJsonSchema(), undefined, "\t"));
