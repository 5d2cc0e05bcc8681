import type { Properties } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";
import { SERVICE } from "../services.ts";
import { environment } from "./openstack.ts";

/** Short forms for the examples of controls about declarations. */

export const service = (properties: Properties, name = "passports"): ExampleResource => ({
	type: SERVICE,
	name,
	service: name,
	properties: { description: "Appointments for passports", ...properties },
});

/** An environment of a commune in France on a cloud in Paris. */
export const town = (properties: Properties = {}): ExampleResource =>
	environment({
		stack: "production",
		organisation: { kind: "commune", country: "FR" },
		sovereignty: { classification: "internal", jurisdictions: ["EU"] },
		cloud: { provider: "ovhcloud", region: "EU-WEST-PAR" },
		...properties,
	});

/** A record of processing that lacks nothing. */
export const RECORD: Properties = {
	personal: true,
	categories: ["identity", "contact"],
	people: ["residents"],
	legalBasis: "e",
	retention: "5y",
	erasure: "expiry",
	processors: ["ovhcloud"],
	dpia: { on: "2026-03-01" },
};

/** A service with this record, alone or among others. */
export const recorded = (title: string, changed: Properties, ...others: ExampleResource[]): Example => ({
	title,
	resources: [service({ data: { ...RECORD, ...changed } }), ...others],
});

/** A service that processes nothing about people. */
export const impersonal: Example = { title: "no personal data", resources: [service({ data: { personal: false } })] };
/** A service that does not say whether it does. */
export const unsaid: Example = { title: "the service does not say whether it processes personal data", resources: [service({})] };
