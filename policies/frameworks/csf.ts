import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** European Commission, Cloud Sovereignty Framework v1.2.1 of October 2025, objectives SOV-1 to SOV-8 with the criteria of June 2026. */
export const csf = framework("EU CSF", {
	"SOV-1.8": "The service goes on when a supplier from outside the Union cuts it off.",
	"SOV-2.1": "The law that applies to the service and its supplier is that of the Union.",
	"SOV-2.2": "No law from outside the Union reaches the data through the supplier.",
	"SOV-3.1": "The customer controls the keys.",
	"SOV-3.2": "Data flows are known, and access to data is logged.",
	"SOV-3.3": "Data is deleted, and that can be shown.",
	"SOV-3.4": "Data is stored and processed in the EU or EEA only.",
	"SOV-4.1": "The customer can move to another supplier.",
	"SOV-5.4": "Where software comes from is known.",
	"SOV-5.5": "Software is packaged, signed and distributed under known control.",
	"SOV-5.6": "No single outside supplier can stop the service.",
	"SOV-6.1": "Interfaces are open.",
	"SOV-6.2": "Open standards are used.",
	"SOV-6.3": "The software is available as open source.",
	"SOV-6.4": "How the service is built is known.",
	"SOV-7.1": "The service is certified or qualified by recognised schemes.",
	"SOV-7.4": "Logging and monitoring are under the customer's control.",
	"SOV-7.6": "Updates can be made without leave from outside.",
	"SOV-8.1": "Energy is used efficiently.",
	"SOV-8.3": "Use of energy and other effects are reported.",
});

/** 48 criteria: 8, 6, 5, 6, 7, 5, 7 and 4. */
export const csfText: Text = {
	name: "EU CSF",
	title: "European Commission, Cloud Sovereignty Framework v1.2.1 (October 2025) with the criteria of June 2026",
	source: "European Commission, Cloud Sovereignty Framework; guidance and calculator of 1 June 2026, CC BY 4.0",
	clauses: csf,
	elsewhere: parts({
		"SOV-1 strategic": 7,
		"SOV-2 legal and jurisdictional": 4,
		"SOV-3 data and AI": 1,
		"SOV-4 operational": 5,
		"SOV-5 supply chain": 4,
		"SOV-6 technology": 1,
		"SOV-7 security and compliance": 4,
		"SOV-8 environment": 2,
	}),
};
