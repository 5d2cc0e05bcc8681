import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** BSI, Cloud Computing Compliance Criteria Catalogue C5:2020. It is attested of a provider; a customer's configuration can only support it. */
export const c5 = framework("C5:2020", {
	"OPS-06": "What is backed up, how often and how long is settled.",
	"OPS-08": "Restoring is tried regularly.",
	"OPS-09": "Backups lie apart from what they are taken of.",
	"OPS-10": "There are rules on logging and monitoring.",
	"OPS-14": "Logs are kept apart, unchanged, and for a set time.",
	"OPS-24": "Customers' data is kept apart.",
	"IDM-01": "Rights are given by need.",
	"CRY-02": "Data in transit is encrypted.",
	"CRY-03": "Stored data is encrypted, with keys under known control.",
	"CRY-04": "Keys are managed safely from making to destroying.",
	"COS-03": "Networks are watched and their borders defended.",
	"COS-06": "Networks of customers are kept apart.",
	"PI-01": "Interfaces are documented, so that customers can move.",
	"PI-02": "A contract says how data comes back at its end.",
	"PI-03": "Data is erased after the contract's end.",
	"DEV-10": "Development, test and production are kept apart.",
	"SSO-01": "Suppliers are bound to the same rules.",
	"SSO-02": "The risk of each supplier is known.",
	"BCM-03": "Continuity is planned, with objectives for time and loss.",
	"BCM-04": "Plans are tried.",
	"INQ-01": "Inquiries by authorities are examined by lawyers.",
	"PSS-12": "The customer says in which places its data lies.",
});

/** 121 criteria in 17 areas: 7, 3, 6, 6, 7, 24, 9, 4, 8, 3, 10, 5, 5, 4, 4, 4 and 12. */
export const c5Text: Text = {
	name: "C5:2020",
	title: "BSI, Cloud Computing Compliance Criteria Catalogue C5:2020",
	source: "https://www.bsi.bund.de/C5 (C5:2026 replaces it for audit periods from 1 June 2027)",
	clauses: c5,
	elsewhere: parts({
		"OIS, organisation": 7,
		"SP, policies": 3,
		"HR, people": 6,
		"AM, assets": 6,
		"PS, premises": 7,
		"OPS, operation": 18,
		"IDM, identities": 8,
		"CRY, cryptography": 1,
		"COS, communication": 6,
		"DEV, development": 9,
		"SSO, suppliers": 3,
		"SIM, incidents": 5,
		"BCM, continuity": 2,
		"COM, compliance": 4,
		"INQ, inquiries by authorities": 3,
		"PSS, product": 11,
	}),
};
