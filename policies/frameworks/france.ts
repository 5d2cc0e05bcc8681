import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** French law 2024-449 of 21 May 2024 (SREN). */
export const sren = framework("SREN", {
	"31": "Sensitive data of the State and its operators on a commercial cloud is protected from access by foreign authorities.",
});
/** Circulars 6282-SG of 5 July 2021 and 6404/SG of 31 May 2023. */
export const cloudAuCentre = framework("Cloud au centre", {
	R4: "Reversibility is planned from the start.",
	R9: "Sensitive data on a commercial cloud lies with a SecNumCloud-qualified service or a European equivalent, out of reach of foreign law.",
});
/** Référentiel général d'écoconception de services numériques, version of 2024. */
export const rgesn = framework("RGESN 2024", {
	"3.2": "What is reserved follows what is used.",
	"3.7": "Environments for development and tests are sparing.",
	"7.1": "What is asked often is cached.",
	"7.2": "Data and documents that are no longer needed are removed.",
	"8.1": "The host shows that it reduces its footprint.",
	"8.2": "The host manages equipment sparingly.",
	"8.3": "The efficiency of the data centre's energy (PUE) is known.",
	"8.4": "The data centre's use of water (WUE) is known.",
	"8.5": "Where the energy comes from is known.",
	"8.6": "The service is hosted near those who use it.",
	"8.7": "Waste heat is used.",
	"8.8": "Data is stored hot or cold as it is used.",
	"8.9": "Data is copied only where that is needed.",
	"8.10": "Machines that are not needed are switched off.",
});

export const frenchTexts: readonly Text[] = [
	{
		name: "SREN",
		title: "French law 2024-449 of 21 May 2024, article 31",
		source: "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000049563368",
		clauses: sren,
		elsewhere: parts({ "Other articles": 63 }),
	},
	{
		name: "Cloud au centre",
		title: "French doctrine for the State's use of clouds, circulars 6282-SG (2021) and 6404/SG (2023)",
		source: "Circulars 6282-SG of 5 July 2021 and 6404/SG of 31 May 2023",
		clauses: cloudAuCentre,
		elsewhere: parts({ "Other rules of R1 to R15": 13 }),
	},
	{
		name: "RGESN 2024",
		title: "General reference for the eco-design of digital services, 78 criteria (2024)",
		source: "Arcep, Arcom and ADEME, RGESN, version of 2024",
		clauses: rgesn,
		elsewhere: parts({
			"1 strategy": 10,
			"2 specifications": 10,
			"3 architecture": 5,
			"4 user experience": 15,
			"5 contents": 8,
			"6 frontend": 7,
			"7 backend": 2,
			"9 algorithms": 7,
		}),
	},
];
