import { z } from "zod";
import { amount, country, day, expected, foreign, host, jurisdiction, label, line, list, section, text, whole, word } from "./words.ts";

/** Who answers for the environment, and what is declared of it. */

export const organisation = section("who answers for the service", {
	name: text(line(200), "a name", "the organisation's full name, at most 200 characters").describe(
		"The organisation that answers for the service.",
	),
	kind: word(["commune", "intercommunality", "department", "region", "ministry", "agency", "hospital", "school", "other"]).describe(
		"What kind of public body it is.",
	),
	country: country.describe("Where it is established: ISO 3166-1 alpha-2."),
	identifier: text(
		/^[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$/,
		"an identifier",
		"letters, digits, dots and hyphens, such as a SIREN, at most 63",
	).describe("Its number in a public register, such as a SIREN; every resource carries it as `owner`."),
	dpo: text(
		/^[^\s@<>"]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
		"an e-mail address",
		"where the data protection officer reads, such as dpo@town.example",
	).describe("E-mail address of the data protection officer (GDPR Art. 37(7))."),
});

export const sovereignty = section("how sensitive the data is and whose law may apply", {
	classification: word(["public", "internal", "sensitive", "restricted"])
		.default("internal")
		.describe("The most sensitive data that the environment holds. Default: internal."),
	jurisdictions: list(jurisdiction, "whose law may apply, such as [EU]")
		.default(["EU"])
		.describe("Whose law may apply to suppliers and places: EU, EEA or countries. Default: [EU]."),
});

export const keys = section("who holds the keys that data is encrypted with", {
	manager: text(
		/^(project|([a-z0-9-]+\.)+[a-z0-9-]+)$/,
		"a key manager",
		"project (the key manager of the environment's own cloud project) or the host name of another",
	).describe("Where keys are kept: `project`, the key manager of the environment's own cloud project, or the host name of another."),
	master: word(["provider", "own"]).describe("Who holds the key that wraps all others: the cloud's operator, or you outside the cloud."),
});

export const logs = section("where logs go", {
	sink: host.describe("Host that logs are sent to, off the machines that write them."),
	country: country.describe("Where the sink stands: ISO 3166-1 alpha-2."),
	retention: amount.duration.describe("How long logs are kept there, such as 1y."),
});

export const copy = section("a place where data also lies", {
	kind: word(["backup", "replica"]).describe("backup: taken from time to time. replica: kept in step."),
	provider: label(40).describe("Id of the cloud provider in the facts, or `own`."),
	region: foreign("a region", "the region's name at the provider, such as EU-SOUTH-MIL").describe("Region, as the provider names it."),
	country: country.optional().describe("Only where the facts don't know the region: the country that it stands in."),
	endpoint: host.optional().describe("Host name under which programs write there, so that what they write is known to lie here."),
});

export const transfer = section("a transfer of personal data to a country outside the EEA", {
	to: country.describe("The country that personal data goes to."),
	tool: word(["adequacy", "standard-clauses", "binding-rules", "code-of-conduct", "certification", "treaty", "derogation"]).describe(
		"What allows it: a decision on adequacy (GDPR Art. 45), a safeguard (Art. 46, 47), or a derogation (Art. 49).",
	),
});

export const processor = section("somebody who processes personal data for the organisation", {
	country: country.describe("Whose law it is under: ISO 3166-1 alpha-2."),
	contract: day("the day on which the contract was signed").optional().describe("Day of the contract that GDPR Art. 28(3) asks for."),
});

export const exit = section("how the environment leaves its provider", {
	to: label(40).describe("Where it would go: id of another provider in the facts, or `own`."),
	notice: amount.duration.describe("Notice that the contract asks for, such as 60d (Data Act Art. 25: at most two months)."),
	retrieval: amount.duration.describe(
		"How long data can be fetched after the contract's end, such as 30d (Data Act Art. 25: at least that).",
	),
});

export const budget = section("what the environment may cost", {
	monthly: whole(1, 100_000_000, "what it may cost a month, such as 450").describe(
		"What it may cost a month, in whole units of the country's currency.",
	),
	until: day("the last day that it was granted for").describe("Last day that it was granted for."),
});

export const hour = (what: string) => text(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "a time of day", `${what}, in quotes, such as "19:00"`);
export const offHours = section("when nobody needs the environment", {
	from: hour("when people stop").describe("When it may stop, local time."),
	until: hour("when people begin").describe("When it has to be there again, local time."),
	weekends: z
		.boolean({ error: expected("true or false", "true where nobody works on Saturdays and Sundays") })
		.default(false)
		.describe("Whether it may also stop on Saturdays and Sundays. Default: false."),
});
