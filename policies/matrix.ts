import type { Strength } from "../reports/report.ts";
import type { AnyControl, Clause } from "./control.ts";
import { c3aText } from "./frameworks/c3a.ts";
import { c5Text } from "./frameworks/c5.ts";
import { cisKubernetesText } from "./frameworks/cis-kubernetes.ts";
import type { Text } from "./frameworks/clause.ts";
import { csfText } from "./frameworks/csf.ts";
import { dataActText } from "./frameworks/data-act.ts";
import { frenchTexts } from "./frameworks/france.ts";
import { gdprText } from "./frameworks/gdpr.ts";
import { nis2Text } from "./frameworks/nis2.ts";
import { podSecurityText } from "./frameworks/pod-security.ts";
import { secnumcloudText } from "./frameworks/secnumcloud.ts";

/** Every law and standard of which clauses can be seen in infrastructure. */
export const texts: readonly Text[] = [
	gdprText,
	csfText,
	secnumcloudText,
	nis2Text,
	c5Text,
	c3aText,
	...frenchTexts,
	dataActText,
	cisKubernetesText,
	podSecurityText,
];

export interface MatrixClause {
	clause: string;
	asks: string;
	/** Controls that speak for it, strongest first. None: a gap. */
	controls: { id: string; strength: Strength }[];
}
export interface MatrixText {
	name: string;
	title: string;
	source: string;
	clauses: MatrixClause[];
	/** Parts that infrastructure does not show. */
	notAssessed: Text["elsewhere"];
}

const RANK: Readonly<Record<Strength, number>> = { direct: 0, partial: 1, supporting: 2 };

/** Clauses × controls. A control supports a clause; only a person or a body says whether it is met. */
export function matrix(controls: readonly AnyControl[]): MatrixText[] {
	return texts.map(({ name, title, source, clauses, elsewhere }) => ({
		name,
		title,
		source,
		clauses: inOrder(clauses).map(({ clause, asks }) => ({
			clause,
			asks,
			controls: controls
				.flatMap(({ id, references }) =>
					references.filter((one) => one.framework === name && one.clause === clause).map(({ strength }) => ({ id, strength })),
				)
				.sort((a, b) => RANK[a.strength] - RANK[b.strength] || (a.id < b.id ? -1 : 1)),
		})),
		notAssessed: elsewhere,
	}));
}

/** As the text numbers them; names that are whole numbers would come first otherwise. */
function inOrder(clauses: Text["clauses"]): Clause[] {
	return Object.values(clauses).sort((a, b) => a.clause.localeCompare(b.clause, "en", { numeric: true }));
}
