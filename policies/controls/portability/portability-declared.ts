import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { impersonal, RECORD, service, unsaid } from "../../examples/declared.ts";
import { c5, dataAct, direct, gdpr, supporting } from "../../frameworks.ts";
import { declaredService, personalRecord, SERVICE } from "../../services.ts";

const consented = { ...RECORD, legalBasis: "a" };

const control: Control<{ formats: readonly string[] }> = {
	id: "portability-declared",
	family: "portability",
	severity: "medium",
	title: "People get the data that they gave in a format that programs read",
	rationale: "Where processing rests on consent or a contract, people may take their data elsewhere. A PDF can't be taken anywhere.",
	remediation: "Write export.formats with a machine-readable one, such as json or csv, and export.by: people or organisation.",
	references: [direct(gdpr["20(1)"]), supporting(dataAct["30"]), supporting(c5["PI-01"])],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		formats: {
			description: "Formats that are structured, common and machine-readable.",
			default: ["csv", "json", "xml", "ods", "sql", "parquet", "geojson", "ics", "vcard"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		const record = personalRecord(subject, context);
		if (record === undefined) return;
		const { legalBasis } = record;
		if (legalBasis === undefined) return context.unknown("/data", "no legal basis is named, and Art. 20 holds for consent and contract");
		if (legalBasis !== "a" && legalBasis !== "b") return context.notApplicable();
		const exported = declaredService(subject).export;
		const formats = exported?.formats ?? [];
		if (!formats.some((format) => context.parameters.formats.includes(format)))
			context.report({
				path: exported === undefined ? "" : "/export/formats",
				message: `No machine-readable format is named for export${formats.length > 0 ? `, only ${formats.join(", ")}` : ""}.`,
			});
		if (exported?.by === "supplier")
			context.report({ path: "/export/by", message: "Only the supplier can export, so that people depend on it for their right." });
	},
	examples: {
		pass: [
			{ title: "consent, and json", resources: [service({ data: consented, export: { formats: ["pdf", "json"], by: "people" } })] },
			{
				title: "a contract, and csv",
				resources: [service({ data: { ...RECORD, legalBasis: "b" }, export: { formats: ["csv"], by: "organisation" } })],
			},
		],
		fail: [
			{ title: "nothing named", resources: [service({ data: consented })], says: "is named for export." },
			{
				title: "whoever can, into no format",
				resources: [service({ data: consented, export: { by: "people" } })],
				says: "is named for export.",
			},
			{ title: "only to look at", resources: [service({ data: consented, export: { formats: ["pdf", "original"], by: "people" } })] },
			{ title: "only the supplier can", resources: [service({ data: consented, export: { formats: ["json"], by: "supplier" } })] },
		],
		unknown: [
			unsaid,
			{ title: "no legal basis is named", resources: [service({ data: { personal: true } })], says: "no legal basis" },
			{ title: "not known", resources: [service({ data: consented, export: new Unknown() })] },
		],
		notApplicable: [impersonal, { title: "a public task", resources: [service({ data: RECORD })] }],
	},
};
export default control;
