import type { InputKind } from "../inventory/resource.ts";

/** The report that other people's pipelines read. Its JSON schema is published as `reports/report.schema.json`. */
export interface Report {
	version: 1;
	tool: { name: "socle"; version: string };
	/** RFC 3339, UTC; `SOURCE_DATE_EPOCH` is honoured. */
	generatedAt: string;
	/** `digest`: SHA-256 over ids, versions and parameters applied, sorted. */
	rules: { digest: string; packs: string[]; controls: number };
	inputs: { path: string; kind: InputKind; sha256?: string; resources: number }[];
	summary: {
		resources: number;
		pass: number;
		fail: number;
		unknown: number;
		notApplicable: number;
		waived: number;
		notCovered: number;
	};
	/** fail, unknown and waived; with `--all` the rest too. Sorted by severity, control, resource id. */
	results: Result[];
	/** Types with 0 controls are the uncovered ones. */
	coverage: { type: string; resources: number; controls: number }[];
	/** Services, projects, kinds that could not be read. */
	notVisible: { what: string; why: string }[];
	/** Inputs that could not be read: never silently skipped. */
	errors: { path: string; line?: number; message: string }[];
}

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];
export type Verdict = "pass" | "fail" | "unknown" | "not-applicable" | "waived";

/** How strongly a control speaks for a clause. */
export type Strength = "direct" | "partial" | "supporting";

/** One result a (control, resource). Secrets never appear in any field. */
export interface Result {
	control: string;
	verdict: Verdict;
	severity: Severity;
	resource: {
		id: string;
		type: string;
		name: string;
		namespace?: string;
		layer?: string;
		service?: string;
		source?: { file: string; line: number };
	};
	/** JSON pointers, e.g. `/spec/containers/0/securityContext`; `[""]` for an absence. */
	paths: string[];
	locations: { file: string; line: number; column?: number; path?: string }[];
	/** Where the user wrote what led to this. */
	cause?: { file: string; line: number; column?: number; key?: string };
	message: string;
	remediation: string;
	references: { framework: string; clause: string; strength: Strength }[];
}
