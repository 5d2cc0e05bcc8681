import { framework } from "./clause.ts";

/** Directive (EU) 2022/2555, article 21, https://eur-lex.europa.eu/eli/dir/2022/2555/oj */
export const nis2 = framework("NIS2", {
	"21.2(c)": "Operations go on through an incident: backups, recovery, crisis management.",
	"21.2(d)": "The supply chain is secured: direct suppliers and service providers.",
	"21.2(e)": "Systems are acquired, developed and maintained securely.",
	"21.2(g)": "Basic hygiene of systems and training of people.",
	"21.2(h)": "There are rules on the use of cryptography, encryption where appropriate.",
	"21.2(i)": "Access is controlled and assets are managed.",
	"21.2(j)": "Strong authentication and secured communication are used where appropriate.",
});
