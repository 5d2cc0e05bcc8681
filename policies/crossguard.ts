import { readFileSync } from "node:fs";
import { UserError } from "../errors.ts";
import type { Analyzer, Answer, Configuration, Finding } from "../inventory/analyzer.ts";
import { serveAnalyzer } from "../inventory/analyzer.ts";
import { parseResources } from "../inventory/serialize.ts";
import packageJson from "../package.json" with { type: "json" };
import type { Result, Severity } from "../reports/report.ts";
import { SEVERITIES } from "../reports/report.ts";
import { Admission } from "./admission.ts";
import type { AnyControl, Parameter } from "./control.ts";
import { parametersOf } from "./evaluate.ts";
import { packOf } from "./own.ts";
import type { PackOptions } from "./pack/pack.ts";
import { packOptions } from "./pack/pack.ts";
import type { Pack } from "./packs/pack.ts";
import type { Choice } from "./packs.ts";
import { chooseControls } from "./packs.ts";

/**
 * The controls as a policy pack of the Pulumi engine. What to judge by is told by the variables of `packEnvironment`, and control by control
 * (level, parameters) by Pulumi's own policy configuration, which wins.
 */
export async function serve(): Promise<void> {
	try {
		serveAnalyzer(await analyzer(packOptions(process.env)));
	} catch (error) {
		process.stderr.write(`socle policies: ${spelled(error).message}\n`);
		process.exit(1);
	}
}

/** What is judged by, and what stops a resource. */
interface Rules extends Choice {
	mandatory: ReadonlySet<string>;
	admission: Admission;
}

async function analyzer(options: PackOptions): Promise<Analyzer> {
	const packs = await Promise.all((options.packs ?? []).map(packOf));
	const wish = { packs, controls: options.controls ?? [], parameters: await parametersIn(options.parameters) };
	const choice = chooseControls(wish);
	const plan = options.plan === undefined ? undefined : parseResources(readFileSync(options.plan, "utf8"));
	const rulesOf = (choice: Choice, mandatory: (control: AnyControl) => boolean): Rules => ({
		...choice,
		mandatory: new Set(choice.controls.filter(mandatory).map(({ id }) => id)),
		admission: new Admission({ ...choice, plan, partial: options.partial }),
	});
	let rules = rulesOf(choice, ({ severity }) => blocks(severity, options.failOn));
	const finding = ({ control, resource, verdict, message, remediation }: Result): Finding => ({
		policy: control,
		urn: resource.id,
		message: `${message} ${remediation}`,
		mandatory: verdict === "fail" && rules.mandatory.has(control),
	});
	return {
		name: "socle",
		title: "Socle",
		version: packageJson.version,
		policies: choice.controls.map((control) => ({
			name: control.id,
			title: control.title,
			description: control.rationale,
			remediation: control.remediation,
			severity: control.severity,
			mandatory: rules.mandatory.has(control.id),
			parameters: schemasOf(control, choice.parameters.get(control.id)),
		})),
		configure(policies) {
			try {
				const configured = configuredChoice(choice, policies);
				rules = rulesOf(configured, ({ id }) => policies.get(id)?.level === "mandatory");
			} catch (error) {
				throw spelled(error);
			}
		},
		register(resource): Answer {
			const results = new Map(rules.admission.register(resource).map((result) => [result.control, result]));
			const fails = [...results.values()].filter(({ verdict }) => verdict === "fail");
			const open = choice.controls.filter(({ id }) => !["pass", "fail"].includes(results.get(id)?.verdict ?? ""));
			return { findings: fails.map(finding), undecided: open.map(({ id }) => ({ policy: id, reason: whyOpen(results.get(id)) })) };
		},
		finish: (resources): Answer => ({ findings: rules.admission.finish(resources).map(finding), undecided: [] }),
	};
}

/** The choice as Pulumi's configuration leaves it: without what it disables, with its parameters. */
function configuredChoice(choice: Choice, policies: ReadonlyMap<string, Configuration>): Choice {
	const strange = [...policies.keys()].filter((name) => name !== ALL && !choice.controls.some(({ id }) => id === name));
	if (strange.length > 0)
		throw new UserError(`${strange.join(", ")}: not in the packs chosen (${choice.packs.join(", ")}); SOCLE_PACKS chooses others.`);
	const own: Pack = {
		name: "the policy configuration",
		title: "",
		controls: choice.controls
			.filter(({ id }) => policies.get(id)?.level !== "disabled")
			.map((control) => ({ control, parameters: policies.get(control.id)?.parameters ?? {} })),
	};
	return { ...chooseControls({ packs: [own] }), packs: choice.packs };
}

/** The name under which Pulumi's configuration speaks of every policy; the engine has applied it when it hands it on. */
const ALL = "all";

function schemasOf(control: AnyControl, given: Readonly<Record<string, unknown>> | undefined): Record<string, object> {
	const values = parametersOf(control, given);
	const parameters = Object.entries((control.parameters ?? {}) as Record<string, Parameter<unknown>>);
	return Object.fromEntries(parameters.map(([name, { description, schema }]) => [name, { ...schema, description, default: values[name] }]));
}

async function parametersIn(file: string | undefined): Promise<Record<string, unknown>> {
	if (file === undefined) return {};
	const { readYaml } = await import("../inventory/yaml-file.ts");
	return readYaml(file) as Record<string, unknown>;
}

/** A user's mistake with its places: the engine shows nothing but the message. */
function spelled(error: unknown): Error {
	if (!(error instanceof UserError)) return error as Error;
	const places = error.problems.map(({ file, line, key, message }) => {
		const place = [file, line, key].filter((part) => part !== undefined).join(":");
		return `\n  ${place}: ${message}`;
	});
	return new Error(`${error.message}${places.join("")}`);
}

function whyOpen(result: Result | undefined): string {
	return result?.verdict === "unknown" ? `Not decided. ${result.message}` : "Does not apply.";
}

function blocks(severity: Severity, failOn: PackOptions["failOn"] = "high"): boolean {
	return failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
