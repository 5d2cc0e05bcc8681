import { framework } from "./clause.ts";

/** European Commission, Cloud Sovereignty Framework v1.2.1 of October 2025, objectives SOV-1 to SOV-8 with the criteria of June 2026. */
export const csf = framework("EU CSF", {
	"SOV-2.1": "The law that applies to the service and its supplier is that of the Union.",
	"SOV-2.2": "No law from outside the Union reaches the data through the supplier.",
	"SOV-3.4": "Data is stored and processed in the EU or EEA only.",
	"SOV-5.5": "Software is packaged, signed and distributed under known control.",
	"SOV-5.6": "No single outside supplier can stop the service.",
});
