import { markup } from "../../reports/markup.ts";
import type { Assessment } from "../assessment.ts";
import type { Portfolio } from "../inputs/portfolio.ts";
import { page, table } from "../page.ts";

/** What a customer hands to the provider that it leaves: chapter VI of Regulation (EU) 2023/2854, the Data Act. */
export interface ExitFile {
	version: 1;
	regulation: string;
	customer: string;
	contract: string;
	destination: string;
	action: "switch";
	providers: {
		provider: string;
		regions: string[];
		services: { type: string; resources: number }[];
		/** Exhaustive, as Art. 25(2)(e) asks. */
		exportableData: { id: string; what: string; gib: number | "not known" }[];
		digitalAssets: { id: string; what: string }[];
	}[];
	deadlines: { what: string; at: string; article: string }[];
}

const DATA_ACT = "Regulation (EU) 2023/2854 (Data Act), Articles 23 to 31";
/** Art. 25(2), https://eur-lex.europa.eu/eli/reg/2023/2854/oj, read 2026-11-28. */
const DEADLINES: ExitFile["deadlines"] = [
	{ what: "Notice of the switch", at: "at most 2 months", article: "25(2)(d)" },
	{
		what: "Transition, with service continued and secured",
		at: "at most 30 days after the notice; up to 7 months where the provider shows within 14 working days that it can't",
		article: "25(2)(a), 25(4)",
	},
	{ what: "Fetching of data after the transition", at: "at least 30 days", article: "25(2)(g)" },
	{ what: "Erasure of all exportable data and digital assets", at: "after that time, or an agreed later one", article: "25(2)(h)" },
	{ what: "Charges for switching", at: "reduced to cost until 12 January 2027, none after", article: "29" },
];

export function exitFileOf({ resources }: Assessment, portfolio: Portfolio): ExitFile {
	const foreign = resources.filter(({ place }) => place !== undefined);
	const byProvider = Map.groupBy(foreign, ({ place }) => place!.provider);
	return {
		version: 1,
		regulation: DATA_ACT,
		customer: portfolio.organisation?.name ?? "TODO",
		contract: portfolio.contract ?? "TODO",
		destination: portfolio.target.cloud === undefined ? "TODO" : `${portfolio.target.cloud.provider} ${portfolio.target.cloud.region}`,
		action: "switch",
		providers: [...byProvider.keys()].sort().map((provider) => {
			const of = byProvider.get(provider)!;
			return {
				provider,
				regions: [...new Set(of.flatMap(({ place }) => place?.region ?? []))].sort(),
				services: [...Map.groupBy(of, ({ type }) => type)]
					.map(([type, { length }]) => ({ type, resources: length }))
					.sort((a, b) => (a.type < b.type ? -1 : 1)),
				exportableData: of
					.filter(({ holdsData }) => holdsData)
					.map(({ id, capability = "", dataGiB }) => ({ id, what: capability, gib: dataGiB ?? ("not known" as const) })),
				digitalAssets: of.filter(({ holdsData }) => !holdsData).map(({ id, capability, type }) => ({ id, what: capability ?? type })),
			};
		}),
		deadlines: DEADLINES,
	};
}

export function exitPage(file: ExitFile, version: string): string {
	return page({
		title: "Notice of a switch",
		about: DATA_ACT,
		sentence: `${file.customer} switches to ${file.destination}.`,
		tone: "clear",
		detail: markup`<p>Contract: ${file.contract}. What follows is asked for under Article 25(2)(e).</p>`,
		figures: [
			{ label: "providers", value: file.providers.length },
			{ label: "sets of data", value: file.providers.reduce((sum, { exportableData }) => sum + exportableData.length, 0) },
			{ label: "digital assets", value: file.providers.reduce((sum, { digitalAssets }) => sum + digitalAssets.length, 0) },
		],
		sections: [
			{
				id: "deadlines",
				title: "Deadlines",
				body: table(
					"Deadlines",
					["what", "when", "article"],
					file.deadlines.map(({ what, at, article }) => [what, at, article]),
				),
			},
			...file.providers.map(({ provider, regions, services, exportableData, digitalAssets }) => ({
				id: `provider-${provider}`,
				title: provider,
				body: [
					markup`<p>Regions: ${regions.join(", ") || "not said"}.</p>`,
					table(
						"Services in use",
						["service", "resources"],
						services.map(({ type, resources }) => [type, resources]),
					),
					table(
						"Exportable data",
						["data", "kind", "GiB"],
						exportableData.map(({ id, what, gib }) => [markup`<code>${id}</code>`, what, gib]),
					),
					table(
						"Digital assets",
						["asset", "kind"],
						digitalAssets.map(({ id, what }) => [markup`<code>${id}</code>`, what]),
					),
				],
			})),
		],
		version,
	});
}
