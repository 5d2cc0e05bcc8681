import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** Regulation (EU) 2016/679, https://eur-lex.europa.eu/eli/reg/2016/679/oj */
export const gdpr = framework("GDPR", {
	"5(1)(b)": "Data is collected for named purposes and not used against them.",
	"5(1)(c)": "No more data is held than the purpose needs.",
	"5(1)(e)": "Data is kept no longer than its purpose needs.",
	"5(1)(f)": "Personal data is kept from unauthorised access, loss and damage.",
	"5(2)": "Whoever is responsible can show that the principles are kept.",
	"6(1)": "Processing rests on one of six grounds.",
	"9(1)": "Special categories of data are not processed unless an exception holds.",
	"9(2)": "The exceptions for special categories.",
	"17(1)": "Data is erased once it is no longer needed or its ground is gone.",
	"20(1)": "People get what they gave, in a structured, common, machine-readable format.",
	"25(1)": "Protection is built in when a system is designed, by measures that fit the risk.",
	"25(2)": "By default only what is needed is processed, and nothing is open to an indefinite number of people.",
	"28(1)": "Only processors that give sufficient guarantees are used.",
	"28(3)": "A contract binds each processor.",
	"30(1)": "A record of processing is kept: purposes, people, categories, recipients, transfers, erasure, measures.",
	"32(1)(a)": "Personal data is encrypted or pseudonymised where the risk calls for it.",
	"32(1)(b)": "Systems stay confidential, intact, available and resilient.",
	"32(1)(c)": "Access to personal data can be restored in time after an incident.",
	"32(1)(d)": "Measures are tested and evaluated regularly.",
	"33(1)": "A breach is notified within 72 hours, which takes noticing it.",
	"33(5)": "Breaches are documented with what happened, so that it can be verified.",
	"35(1)": "The impact is assessed before processing that is likely to be a high risk.",
	"35(3)": "Cases in which an assessment is always needed.",
	"44": "Personal data goes to a third country only under the conditions of chapter V.",
	"45": "A transfer may rest on a decision that the country's protection is adequate.",
	"46": "Without such a decision a transfer needs appropriate safeguards.",
	"48": "An order from a third country is by itself no ground for handing data over.",
	"49": "Without either, a transfer needs one of few exceptions.",
});

/** Articles by chapter: 4, 7, 12, 20, 7, 9, 17, 8, 7, 2 and 6, together 99. */
export const gdprText: Text = {
	name: "GDPR",
	title: "Regulation (EU) 2016/679, General Data Protection Regulation",
	source: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
	clauses: gdpr,
	elsewhere: parts({
		"Chapter I, general provisions": 4,
		"Chapter II, other articles (7, 8, 10, 11)": 4,
		"Chapter III, rights of people, other than articles 17 and 20": 10,
		"Chapter IV, other than articles 25, 28, 30, 32, 33 and 35": 14,
		"Chapter V, articles 47 and 50": 2,
		"Chapters VI to XI": 49,
	}),
};
