import type { Reading } from "../environment/read.ts";
import { EXIT } from "../errors.ts";
import type { Inventory, Resource, Value } from "../inventory/resource.ts";
import packageJson from "../package.json" with { type: "json" };
import type { ReportContext } from "../reports/context.ts";
import type { Report, Result, Severity } from "../reports/report.ts";
import type { Planned } from "./planned.ts";

/** Flags of every verb that judges. */
export interface JudgeFlags {
	pack?: string[];
	control?: string[];
	parameters?: string;
	kubernetesVersion?: string;
	failOn: Severity | "never";
	failOnUnknown?: boolean;
	all?: boolean;
	quiet?: boolean;
	color: boolean;
	format: string;
	output?: string[];
}

export interface Judgement {
	report: Report;
	context: ReportContext;
	/** Findings at or above the threshold: what stops the work. */
	blocking: number;
}

/** What a report says of its subject beside the verdicts. */
export type Judged = Pick<Planned, "layers" | "inventory" | "reading">;

/** What the flags of a judging verb ask for, understood before any work starts. */
export interface Judging {
	judge(inventory: Inventory, planned: Judged, next?: string): Judgement;
	/** Renders the report to stdout and to the files asked for, and says how the command ends. */
	deliver(judgement: Judgement): Promise<number>;
}

/** @throws UserError (exit 2) for a pack, control, parameter or destination that can't be */
export async function judgingBy(flags: JudgeFlags): Promise<Judging> {
	const [
		{ chooseControls },
		{ packOf },
		{ evaluate, parametersOf },
		{ kubernetesVersion },
		{ buildReport },
		{ tally },
		{ blocking },
		reports,
	] = await Promise.all([
		import("../policies/packs.ts"),
		import("../policies/own.ts"),
		import("../policies/evaluate.ts"),
		import("../policies/kubernetes-version.ts"),
		import("../reports/build.ts"),
		import("../reports/context.ts"),
		import("../reports/threshold.ts"),
		import("../reports/deliver.ts"),
	]);
	const version = kubernetesVersion(flags.kubernetesVersion);
	const packs = await Promise.all((flags.pack ?? []).map(packOf));
	const chosen = chooseControls({ packs, controls: flags.control ?? [], parameters: await readParameters(flags.parameters) });
	const destinations = reports.destinationsOf({ format: flags.format, outputs: flags.output ?? [] });
	const controls = chosen.controls.map((control) => ({
		id: control.id,
		parameters: parametersOf(control, chosen.parameters.get(control.id)),
	}));
	return {
		judge: (inventory, planned, next) => {
			const evaluation = evaluate(inventory, { controls: chosen.controls, parameters: chosen.parameters, kubernetesVersion: version });
			const results = planned.reading === undefined ? evaluation.results : causes(evaluation.results, inventory.resources, planned.reading);
			const report = buildReport({
				...inventory,
				resourcesCount: evaluation.summary.resources,
				results,
				coverage: evaluation.coverage,
				rules: { packs: chosen.packs, controls },
				all: flags.all === true,
				now: new Date(),
				sourceDateEpoch: process.env["SOURCE_DATE_EPOCH"],
				toolVersion: packageJson.version,
			});
			const context = {
				...contextOf(planned),
				controls: chosen.controls,
				tally: tally(results),
				...(next !== undefined && { next }),
				failOn: flags.failOn,
			};
			return { report, context, blocking: blocking(report, flags.failOn, flags.failOnUnknown) };
		},
		deliver: async ({ report, context, blocking }) => {
			const { color, quiet = false, all = false } = flags;
			for (const file of await reports.deliver(report, context, destinations, { stdout: process.stdout, color, quiet, all })) {
				process.stderr.write(`Report written to ${file}\n`);
			}
			if (report.errors.length > 0) return EXIT.input;
			return blocking > 0 ? EXIT.findings : EXIT.ok;
		},
	};
}

async function readParameters(file: string | undefined): Promise<Record<string, unknown>> {
	if (file === undefined) return {};
	const { readYaml } = await import("../inventory/yaml-file.ts");
	return readYaml(file, "Write control: { parameter: value }. `socle controls show ID` lists what a control takes.") as Record<
		string,
		unknown
	>;
}

/** Sharpens each cause from the key that made the resource to the key whose value is the problem, where that is one. */
function causes(results: readonly Result[], resources: readonly Resource[], reading: Reading): Result[] {
	const byId = new Map(resources.map((resource) => [resource.id, resource]));
	return results.map((result) => {
		const key = result.cause?.key;
		const properties = byId.get(result.resource.id)?.properties;
		if (key === undefined || properties === undefined) return result;
		for (const path of result.paths) {
			const sharper = reading.locate(key, leafAt(properties, path));
			if (sharper !== key) return { ...result, cause: { file: reading.file, ...reading.positions(sharper), key: sharper } };
		}
		return result;
	});
}

function leafAt(value: Value, pointer: string): unknown {
	let at: unknown = value;
	for (const token of pointer.split("/").slice(1))
		at = (at as Record<string, unknown> | undefined)?.[token.replaceAll("~1", "/").replaceAll("~0", "~")];
	return at;
}

const TECHNOLOGY: Record<string, string> = { foundation: "OpenStack", platform: "OpenStack", services: "Kubernetes" };

function contextOf(planned: Judged): ReportContext {
	const layers = planned.layers.map(({ name, plan }) => ({
		name,
		resources: plan.resources.length,
		...(TECHNOLOGY[name] === undefined ? {} : { technology: TECHNOLOGY[name], extent: extentOf(name, planned) }),
	}));
	const environment = planned.reading?.environment;
	if (environment === undefined) return layers.length === 0 ? {} : { layers };
	const serving = planned.inventory.resources;
	const { name: organisation, dpo, ...register } = environment.organisation;
	return {
		environment: {
			name: environment.name,
			stack: environment.stack,
			organisation,
			register,
			dpo,
			classification: environment.sovereignty.classification,
			jurisdictions: environment.sovereignty.jurisdictions,
			provider: environment.cloud.provider,
			region: environment.cloud.region,
		},
		layers,
		services: Object.entries(environment.services).map(([key, { description }]) => ({
			key,
			...(description === undefined ? {} : { description }),
			resources: serving.filter(({ service, type }) => service === key && !type.startsWith("socle/")).length,
		})),
	};
}

function extentOf(layer: string, { layers, reading }: Judged): string {
	if (layer === "foundation") return count(reading?.environment.cloud.zones.length ?? 0, "zone");
	if (layer === "platform")
		return count(
			layers.find(({ name }) => name === layer)?.plan.resources.filter(({ type }) => /:Instance$/.test(type)).length ?? 0,
			"node",
		);
	const namespaces = layers.find(({ name }) => name === layer)?.plan.resources.filter(({ type }) => type === "v1/Namespace") ?? [];
	return count(namespaces.length, "tenant");
}

function count(number: number, thing: string): string {
	return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
