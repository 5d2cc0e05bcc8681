import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** Directive (EU) 2022/2555, article 21, https://eur-lex.europa.eu/eli/dir/2022/2555/oj */
export const nis2 = framework("NIS2", {
	"21.2(a)": "There are policies on risk analysis and the security of systems.",
	"21.2(b)": "Incidents are noticed and handled.",
	"21.2(c)": "Operations go on through an incident: backups, recovery, crisis management.",
	"21.2(d)": "The supply chain is secured: direct suppliers and service providers.",
	"21.2(e)": "Systems are acquired, developed and maintained securely.",
	"21.2(f)": "Whether measures work is assessed.",
	"21.2(g)": "Basic hygiene of systems and training of people.",
	"21.2(h)": "There are rules on the use of cryptography, encryption where appropriate.",
	"21.2(i)": "Access is controlled and assets are managed.",
	"21.2(j)": "Strong authentication and secured communication are used where appropriate.",
});

/** 46 articles. */
export const nis2Text: Text = {
	name: "NIS2",
	title: "Directive (EU) 2022/2555, NIS2, article 21(2)",
	source: "https://eur-lex.europa.eu/eli/dir/2022/2555/oj",
	clauses: nis2,
	elsewhere: parts({ "Article 21, other paragraphs (1, 3, 4, 5)": 4, "Other articles": 45 }),
};
