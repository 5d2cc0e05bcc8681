import { createHash } from "node:crypto";
import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result as SarifResult } from "sarif";
import type { ReportContext } from "./context.ts";
import type { Report, Result, Severity, Verdict } from "./report.ts";
import { subject, visible } from "./subject.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const LEVELS: Record<Severity, "error" | "warning" | "note"> = { critical: "error", high: "error", medium: "warning", low: "note" };
/** What GitHub sorts by: above 9 is critical, from 7 high, from 4 medium. Source: GitHub's documentation of SARIF support. */
const SCORES: Record<Severity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };
const KINDS: Record<Verdict, SarifResult.kind> = {
	fail: "fail",
	waived: "fail",
	unknown: "open",
	pass: "pass",
	"not-applicable": "notApplicable",
};

/**
 * The report as SARIF 2.1.0 (OASIS), for code scanning and editors. `unknown` is a result of kind `open`, an accepted risk one that is
 * suppressed; what could not be read or seen is a notification of the run.
 */
export function render(report: Report, { controls = [] }: ReportContext): string {
	const ids = [...new Set([...controls.map(({ id }) => id), ...report.results.map(({ control }) => control)])];
	const index = new Map(ids.map((id, at) => [id, at]));
	const known = new Map(controls.map((control) => [control.id, control]));
	const samples = new Map(report.results.map((result) => [result.control, result]));
	const log: Log = {
		$schema: SCHEMA,
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: report.tool.name,
						version: report.tool.version,
						rules: ids.map((id) => ruleOf(id, known.get(id), samples.get(id))),
					},
				},
				columnKind: "utf16CodeUnits",
				invocations: [invocationOf(report)],
				artifacts: report.inputs.map(({ path, kind, sha256 }) => ({
					location: { uri: uriOf(path), description: { text: kind } },
					...(sha256 !== undefined && { hashes: { "sha-256": sha256 } }),
				})),
				results: report.results.map((result) => resultOf(result, index.get(result.control) ?? 0)),
				properties: { summary: report.summary, rules: report.rules, coverage: report.coverage },
			},
		],
	};
	return `${JSON.stringify(log, null, 2)}\n`;
}

type ControlText = NonNullable<ReportContext["controls"]>[number];

function ruleOf(id: string, control: ControlText | undefined, sample: Result | undefined): ReportingDescriptor {
	const severity = control?.severity ?? sample?.severity ?? "high";
	const references = (control ?? sample)?.references ?? [];
	const help = control?.remediation ?? sample?.remediation;
	const clauses = references.map(({ framework, clause }) => `${framework} ${clause}`);
	const supports = clauses.length === 0 ? "" : ` Supports ${clauses.join(", ")}.`;
	return {
		id,
		...(control !== undefined && { shortDescription: { text: control.title }, fullDescription: { text: control.rationale } }),
		...(help !== undefined && {
			help: { text: `${help}${supports}`, markdown: `${help}${supports === "" ? "" : `\n\n${supports.trim()}`}` },
		}),
		defaultConfiguration: { level: LEVELS[severity] },
		properties: { tags: [...new Set(["security", ...clauses])], "security-severity": SCORES[severity], severity },
	};
}

function resultOf(result: Result, ruleIndex: number): SarifResult {
	const { control, verdict, severity, message, remediation, resource } = result;
	const kind = KINDS[verdict];
	return {
		ruleId: control,
		ruleIndex,
		kind,
		level: kind === "fail" ? LEVELS[severity] : "none",
		message: { text: visible(`${subject(resource)}: ${message}${verdict === "fail" ? ` ${remediation}` : ""}`) },
		locations: locationsOf(result),
		partialFingerprints: { "socleResult/v1": fingerprint(result) },
		...(verdict === "waived" && { suppressions: [{ kind: "external", status: "accepted", justification: visible(message) }] }),
		properties: { severity, verdict, paths: result.paths },
	};
}

/** Where the user wrote the cause comes first, because some readers show one place only; each place names the resource. */
function locationsOf({ cause, locations, resource }: Result): Location[] {
	const { id, type, name, source } = resource;
	const logicalLocations = [{ name: visible(name), fullyQualifiedName: visible(id), kind: visible(type) }];
	const written = locations.length > 0 ? locations : source === undefined ? [] : [source];
	const places: readonly Place[] = [...(cause === undefined ? [] : [cause]), ...written];
	if (places.length === 0) return [{ logicalLocations }];
	return places.map((place) => ({ physicalLocation: physical(place), logicalLocations }));
}

interface Place {
	file: string;
	line: number;
	column?: number;
}

function physical({ file, line, column }: Place): Location["physicalLocation"] {
	return {
		artifactLocation: { uri: uriOf(file) },
		region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
	};
}

/** The same for the same problem of the same resource, wherever its lines move to. */
function fingerprint({ control, resource: { type, id } }: Result): string {
	return createHash("sha256")
		.update(JSON.stringify([control, type, id]))
		.digest("hex");
}

function invocationOf({ generatedAt, errors, notVisible }: Report): Invocation {
	const notes: Notification[] = [
		...errors.map(({ path, line, message }) => ({
			level: "error" as const,
			message: { text: visible(`not read: ${message}`) },
			locations: [
				{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...(line !== undefined && { region: { startLine: line } }) } },
			],
		})),
		...notVisible.map(({ what, why }) => ({ level: "note" as const, message: { text: visible(`not visible: ${what}: ${why}`) } })),
	];
	return {
		executionSuccessful: errors.length === 0,
		endTimeUtc: generatedAt,
		...(notes.length > 0 && { toolExecutionNotifications: notes }),
	};
}

/** A path as a reference of RFC 3986: relative to where the command ran, or from the root. */
function uriOf(path: string): string {
	const encoded = path.replaceAll("\\", "/").toWellFormed().split("/").map(encodeURIComponent).join("/");
	if (/^[a-z]+:\/\//.test(path)) return encodeURI(path.toWellFormed());
	return path.startsWith("/") ? `file://${encoded}` : encoded;
}
