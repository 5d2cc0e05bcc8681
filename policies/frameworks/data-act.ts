import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** Regulation (EU) 2023/2854, chapter VI (switching between data processing services), in force since 12 September 2025. */
export const dataAct = framework("Data Act", {
	"23": "Nothing stands in the way of switching to another provider or to one's own premises.",
	"25": "The contract sets notice (at most two months), transition (30 days) and time for fetching data (at least 30 days).",
	"26": "Formats, interfaces and standards for exporting are public.",
	"28": "The law that the infrastructure is under is public.",
	"30": "Infrastructure works alike elsewhere; other services have open interfaces.",
	"32": "Foreign governments get no data that lies in the Union against its law.",
});

/** 50 articles, 9 of them in chapter VI. */
export const dataActText: Text = {
	name: "Data Act",
	title: "Regulation (EU) 2023/2854, Data Act, chapter VI and article 32",
	source: "https://eur-lex.europa.eu/eli/reg/2023/2854/oj",
	clauses: dataAct,
	elsewhere: parts({ "Chapter VI, articles 24, 27, 29 and 31": 4, "Other chapters": 40 }),
};
