import { readFileSync } from "node:fs";
import { UserError } from "../errors.ts";
import type { Analyzer, Answer, Finding } from "../inventory/analyzer.ts";
import { serveAnalyzer } from "../inventory/analyzer.ts";
import { parseResources } from "../inventory/serialize.ts";
import packageJson from "../package.json" with { type: "json" };
import type { Result, Severity } from "../reports/report.ts";
import { SEVERITIES } from "../reports/report.ts";
import { Admission } from "./admission.ts";
import type { PackOptions } from "./pack/pack.ts";
import { packOptions } from "./pack/pack.ts";
import { chooseControls } from "./packs.ts";

/** The controls as a policy pack of the Pulumi engine, told by the variables of `packEnvironment` what to judge and how. */
export async function serve(): Promise<void> {
	try {
		const options = packOptions(process.env);
		const parameters = options.parameters === undefined ? {} : (await import("../inventory/yaml-file.ts")).readYaml(options.parameters);
		serveAnalyzer(analyzer(options, parameters as Record<string, unknown>));
	} catch (error) {
		const problems = error instanceof UserError ? error.problems.map(({ file, key, message }) => `\n  ${key ?? file}: ${message}`) : [];
		process.stderr.write(`socle policies: ${(error as Error).message}${problems.join("")}\n`);
		process.exit(1);
	}
}

function analyzer(options: PackOptions, parameters: Record<string, unknown>): Analyzer {
	const choice = chooseControls({ packs: options.packs ?? [], controls: options.controls ?? [], parameters });
	const plan = options.plan === undefined ? undefined : parseResources(readFileSync(options.plan, "utf8"));
	const admission = new Admission({ ...choice, plan, partial: options.partial });
	const finding = ({ control, resource, verdict, severity, message, remediation }: Result): Finding => ({
		policy: control,
		urn: resource.id,
		message: `${message} ${remediation}`,
		mandatory: verdict === "fail" && blocks(severity, options.failOn),
	});
	return {
		name: "socle",
		title: "Socle",
		version: packageJson.version,
		policies: choice.controls.map(({ id, title, rationale, remediation, severity }) => ({
			name: id,
			title,
			description: rationale,
			remediation,
			severity,
			mandatory: blocks(severity, options.failOn),
		})),
		register(resource): Answer {
			const results = new Map(admission.register(resource).map((result) => [result.control, result]));
			const fails = [...results.values()].filter(({ verdict }) => verdict === "fail");
			const open = choice.controls.filter(({ id }) => !["pass", "fail"].includes(results.get(id)?.verdict ?? ""));
			return { findings: fails.map(finding), undecided: open.map(({ id }) => ({ policy: id, reason: whyOpen(results.get(id)) })) };
		},
		finish: (resources): Answer => ({ findings: admission.finish(resources).map(finding), undecided: [] }),
	};
}

function whyOpen(result: Result | undefined): string {
	return result?.verdict === "unknown" ? `Not decided. ${result.message}` : "Does not apply.";
}

function blocks(severity: Severity, failOn: PackOptions["failOn"] = "high"): boolean {
	return failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
