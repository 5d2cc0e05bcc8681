import { framework } from "./clause.ts";

/** Regulation (EU) 2016/679, https://eur-lex.europa.eu/eli/reg/2016/679/oj */
export const gdpr = framework("GDPR", {
	"5(1)(f)": "Personal data is kept from unauthorised access, loss and damage.",
	"25(1)": "Protection is built in when a system is designed, by measures that fit the risk.",
	"25(2)": "By default only what is needed is processed, and nothing is open to an indefinite number of people.",
	"28(1)": "Only processors that give sufficient guarantees are used.",
	"32(1)(a)": "Personal data is encrypted or pseudonymised where the risk calls for it.",
	"32(1)(b)": "Systems stay confidential, intact, available and resilient.",
	"32(1)(c)": "Access to personal data can be restored in time after an incident.",
	"44": "Personal data goes to a third country only under the conditions of chapter V.",
	"45": "A transfer may rest on a decision that the country's protection is adequate.",
	"46": "Without such a decision a transfer needs appropriate safeguards.",
});
