import type { Control } from "../policies/control.ts";
import type { Result, Severity } from "./report.ts";

/**
 * What people want to read beside the verdicts and a machine does not need. Every part may be missing: an audit of manifests has no environment.
 * Nothing in it changes a verdict or a count.
 */
export interface ReportContext {
	environment?: {
		name: string;
		/** Which of the environment's stacks, e.g. `production`. */
		stack: string;
		organisation: string;
		/** Kind of public body, country (ISO 3166-1 alpha-2) and number in a public register: `commune`, `FR`, `EXAMPLE-0001`. */
		register?: { kind: string; country: string; identifier: string };
		/** E-mail address of the data protection officer. */
		dpo?: string;
		/** public, internal, sensitive or restricted. */
		classification: string;
		/** Codes as the environment file has them, e.g. `EU`. */
		jurisdictions: readonly string[];
		provider: string;
		region: string;
	};
	/** Lowest first. `technology`: `OpenStack`; `extent`: `3 zones`, `2 tenants`. */
	layers?: readonly { name: string; resources: number; technology?: string; extent?: string }[];
	/** The public services in the order of the environment file. `resources`: how many carry this service's key. */
	services?: readonly { key: string; description?: string; resources: number }[];
	/** The controls that were applied: what they ask, why, and what the clauses they support say. */
	controls?: readonly Pick<Control, "id" | "severity" | "title" | "rationale" | "remediation" | "references">[];
	/** How often each control passed and so on; without `--all` the report itself has no passes. Made by `tally`. */
	tally?: readonly Tally[];
	/** Risks that somebody accepted: one entry a waived result. */
	acceptances?: readonly { control: string; resource: string; owner: string; reason: string; expires: string }[];
	/** The command that carries on where nothing blocks, e.g. `socle preview`. */
	next?: string;
	/** From which severity a finding stops the work; high where absent. */
	failOn?: Severity | "never";
}

/** Results of one control on the resources of one service (absent: of none). */
export interface Tally {
	control: string;
	severity: Severity;
	service?: string;
	pass: number;
	fail: number;
	unknown: number;
	waived: number;
	notApplicable: number;
}

/** Counts results by control and service, in the order of the results. */
export function tally(results: Iterable<Result>): Tally[] {
	const rows = new Map<string, Tally>();
	for (const { control, severity, verdict, resource } of results) {
		const key = JSON.stringify([control, severity, resource.service ?? null]);
		let row = rows.get(key);
		if (!row) {
			const service = resource.service === undefined ? {} : { service: resource.service };
			row = { control, severity, ...service, pass: 0, fail: 0, unknown: 0, waived: 0, notApplicable: 0 };
			rows.set(key, row);
		}
		row[verdict === "not-applicable" ? "notApplicable" : verdict]++;
	}
	return [...rows.values()];
}
