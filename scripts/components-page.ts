import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { blocks, planBlock } from "../components/test-readme.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";
import type { ComponentDoc, FieldDoc } from "./component-docs.ts";
import { componentDocs } from "./component-docs.ts";

/**
 * The catalogue of components, `docs/components.md`: inputs, defaults and outputs from the sources, and the controls that the program in a
 * component's README passes. `node scripts/components-page.ts` writes it; a test says when that was forgotten.
 */
export const PAGE = join(import.meta.dirname, "../docs/components.md");

const FOLDERS: { [folder: string]: string } = { openstack: "OpenStack", kubernetes: "Kubernetes" };

export async function componentsPage(): Promise<string> {
	const docs = componentDocs();
	const controls = new Map<string, string[]>();
	for (const block of blocks()) controls.set(block.component, await passedBy(block));
	const lines = [
		"# Components",
		"",
		"Generated from the sources by `npm run generate`. Programs that use them stand in the READMEs of",
		"[components/openstack](../components/openstack/README.md) and [components/kubernetes](../components/kubernetes/README.md). An input without a default is",
		"required. `▲` marks an input that loosens something when it is used: a control then fails, and the report shows it.",
		"",
	];
	for (const [folder, title] of Object.entries(FOLDERS)) {
		const own = docs.filter((doc) => doc.folder === folder).sort((a, b) => (a.name < b.name ? -1 : 1));
		lines.push(`## ${title}`, "", ...own.flatMap((doc) => section(doc, controls.get(doc.name) ?? [])));
	}
	return lines.join("\n");
}

/** Controls that look at something which the program makes, and find nothing wrong with any of it. */
async function passedBy(block: Parameters<typeof planBlock>[0]): Promise<string[]> {
	const { resources } = await planBlock(block);
	const { results } = evaluate({ resources, source: "plan", partial: true }, { controls: catalogue, today: "2026-11-23" });
	const verdicts = Map.groupBy(results, ({ control }) => control);
	return [...verdicts]
		.filter(([, all]) => all.some(({ verdict }) => verdict === "pass") && all.every(({ verdict }) => /pass|not-applicable/.test(verdict)))
		.map(([control]) => control)
		.sort();
}

function section({ name, doc, inputs, outputs, parts }: ComponentDoc, controls: readonly string[]): string[] {
	return [
		`### ${name}`,
		"",
		doc,
		"",
		...inputTable(inputs),
		...parts.flatMap((part) => [`**${part.name}**: ${part.doc}`, "", ...inputTable(part.fields)]),
		"Outputs:",
		"",
		...outputs.map((output) => `- \`${output.name}\` (${output.type})${output.doc === "" ? "" : `: ${output.doc}`}`),
		"",
		`Passes: ${controls.map((id) => `\`${id}\``).join(", ")}.`,
		"",
	];
}

function inputTable(fields: readonly FieldDoc[]): string[] {
	const cell = (text: string): string => text.replaceAll("|", "\\|");
	return [
		"| input | type | default | |",
		"| --- | --- | --- | --- |",
		...fields.map((one) => {
			const byDefault = one.optional ? (one.default ?? "none") : "";
			return `| \`${one.name}\`${one.loosening ? " ▲" : ""} | ${cell(one.type)} | ${cell(byDefault)} | ${cell(one.doc)} |`;
		}),
		"",
	];
}

if (import.meta.main) writeFileSync(PAGE, await componentsPage());
