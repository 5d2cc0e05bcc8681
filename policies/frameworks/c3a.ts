import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** BSI, C3A v1.0 of 27 April 2026: criteria for the autonomy of cloud computing, not binding, on top of C5:2026. */
export const c3a = framework("C3A", {
	"SOV-2-01": "Exposure to law from outside the Union is known.",
	"SOV-3-01": "Data lies where the customer says.",
	"SOV-3-02": "Keys can be managed outside the provider.",
	"SOV-3-03": "An identity provider of the customer's own can be used.",
	"SOV-3-04": "Logs and monitoring reach the customer.",
	"SOV-3-05": "Data can be encrypted before it reaches the provider.",
	"SOV-4-09": "The service works when cut off from outside, which is tried each year.",
	"SOV-5-01": "Dependence on software is listed.",
	"SOV-5-03": "Dependence on outside services is listed.",
	"SOV-6-01": "Source code is available.",
});

/** 30 codes (4, 3, 5, 10, 5 and 3), 49 items with their additional forms. */
export const c3aText: Text = {
	name: "C3A",
	title: "BSI, C3A v1.0 (27 April 2026), by code",
	source: "https://www.bsi.bund.de, C3A v1.0",
	clauses: c3a,
	elsewhere: parts({
		"SOV-1, strategic": 4,
		"SOV-2, legal": 2,
		"SOV-4, operational": 9,
		"SOV-5, supply chain": 3,
		"SOV-6, technology": 2,
	}),
};
