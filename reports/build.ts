import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import type { Report, Result } from "./report.ts";
import { SEVERITIES } from "./report.ts";

export interface ReportInput {
	inputs: Report["inputs"];
	/** Resources judged, over all inputs. */
	resourcesCount: number;
	/** Every result, passes and not-applicable included: the summary counts them all. */
	results: readonly Result[];
	coverage: Report["coverage"];
	notVisible: Report["notVisible"];
	errors: Report["errors"];
	rules: {
		packs: readonly string[];
		/** The controls that were applied, with the parameters in effect (plain data). */
		controls: readonly { id: string; version?: string; parameters: unknown }[];
	};
	/** Keep pass and not-applicable in `results` too. */
	all: boolean;
	/** The clock. */
	now: Date;
	/** The environment variable of that name; where set, it replaces the clock, so that the same input gives the same bytes. */
	sourceDateEpoch: string | undefined;
	toolVersion: string;
}

/** The report as the contract has it. Pure: the same input gives the same bytes. Throws UserError where SOURCE_DATE_EPOCH is not a number of seconds. */
export function buildReport(input: ReportInput): Report {
	const count = (verdict: Result["verdict"]) => input.results.filter((result) => result.verdict === verdict).length;
	const shown = input.all
		? input.results
		: input.results.filter(({ verdict }) => verdict === "fail" || verdict === "unknown" || verdict === "waived");
	return {
		version: 1,
		tool: { name: "socle", version: input.toolVersion },
		generatedAt: generatedAt(input.now, input.sourceDateEpoch),
		rules: {
			digest: rulesDigest(input.rules.controls),
			packs: [...new Set(input.rules.packs)].sort(byCodeUnit),
			controls: input.rules.controls.length,
		},
		inputs: input.inputs
			.map(({ path, kind, sha256, resources }) => ({ path, kind, ...(sha256 === undefined ? {} : { sha256 }), resources }))
			.sort((a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.kind, b.kind)),
		summary: {
			resources: input.resourcesCount,
			pass: count("pass"),
			fail: count("fail"),
			unknown: count("unknown"),
			notApplicable: count("not-applicable"),
			waived: count("waived"),
			notCovered: input.coverage.filter(({ controls }) => controls === 0).reduce((sum, { resources }) => sum + resources, 0),
		},
		results: shown.map(publicResult).sort(bySeverityControlResource),
		coverage: input.coverage
			.map(({ type, resources, controls }) => ({ type, resources, controls }))
			.sort((a, b) => byCodeUnit(a.type, b.type)),
		notVisible: input.notVisible
			.map(({ what, why }) => ({ what, why }))
			.sort((a, b) => byCodeUnit(a.what, b.what) || byCodeUnit(a.why, b.why)),
		errors: input.errors
			.map(({ path, line, message }) => ({ path, ...(line === undefined ? {} : { line }), message }))
			.sort((a, b) => byCodeUnit(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || byCodeUnit(a.message, b.message)),
	};
}

/**
 * SHA-256, in hexadecimal, over the lines `{"id":…,"parameters":…,"version":…}` of the controls, sorted by id, each as JSON with sorted keys and
 * ended by a line feed. Two reports with the same digest applied the same rules.
 */
export function rulesDigest(controls: ReportInput["rules"]["controls"]): string {
	const hash = createHash("sha256");
	const lines = controls.map(({ id, version, parameters }) => ({ id, line: canonical({ id, version, parameters }) }));
	for (const { line } of lines.sort((a, b) => byCodeUnit(a.id, b.id) || byCodeUnit(a.line, b.line))) hash.update(`${line}\n`);
	return hash.digest("hex");
}

/** JSON with sorted keys and nothing left out. What JSON can't hold would change without changing the digest, so it is refused. */
function canonical(value: unknown): string {
	if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
		const entries = Object.entries(value).filter(([, item]) => item !== undefined);
		return `{${entries
			.sort(([a], [b]) => byCodeUnit(a, b))
			.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
			.join(",")}}`;
	}
	throw new TypeError(`A parameter of a control must be plain data, not ${Object.prototype.toString.call(value)}`);
}

/** https://reproducible-builds.org/specs/source-date-epoch/: whole seconds since 1970 in UTC. */
function generatedAt(now: Date, sourceDateEpoch: string | undefined): string {
	if (sourceDateEpoch === undefined || sourceDateEpoch === "") return seconds(now);
	const date = new Date(Number(sourceDateEpoch) * 1000);
	if (/^\d+$/.test(sourceDateEpoch) && Number.isFinite(date.getTime())) return seconds(date);
	throw new UserError(`SOURCE_DATE_EPOCH is "${sourceDateEpoch}", which is not a whole number of seconds since 1970.`, {
		next: "set it to a number such as 1764547200, or unset it",
	});
}

const seconds = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");

/** Only what the contract names, in its order: whatever else travels on a result stays inside. */
function publicResult({ resource, ...result }: Result): Result {
	return {
		control: result.control,
		verdict: result.verdict,
		severity: result.severity,
		resource: {
			id: resource.id,
			type: resource.type,
			name: resource.name,
			...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
			...(resource.layer === undefined ? {} : { layer: resource.layer }),
			...(resource.service === undefined ? {} : { service: resource.service }),
			...(resource.source === undefined ? {} : { source: { file: resource.source.file, line: resource.source.line } }),
		},
		paths: result.paths,
		locations: result.locations.map(({ path, ...place }) => ({ ...position(place), ...(path === undefined ? {} : { path }) })),
		...(result.cause === undefined
			? {}
			: { cause: { ...position(result.cause), ...(result.cause.key === undefined ? {} : { key: result.cause.key }) } }),
		message: result.message,
		remediation: result.remediation,
		references: result.references.map(({ framework, clause, strength }) => ({ framework, clause, strength })),
	};
}

function position({ file, line, column }: { file: string; line: number; column?: number }) {
	return { file, line, ...(column === undefined ? {} : { column }) };
}

function bySeverityControlResource(a: Result, b: Result): number {
	return (
		SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
		byCodeUnit(a.control, b.control) ||
		byCodeUnit(a.resource.id, b.resource.id) ||
		byCodeUnit(a.verdict, b.verdict) ||
		byCodeUnit(a.message, b.message) ||
		byCodeUnit(JSON.stringify(a), JSON.stringify(b))
	);
}

/** The same order in every locale. */
function byCodeUnit(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
