import type { Basis, Facts } from "../facts/facts.ts";
import type { Parameter } from "./control.ts";
import { environmentOf } from "./environment.ts";
import type { Index } from "./joins.ts";

export interface Jurisdictions {
	jurisdictions: readonly string[];
}
export const jurisdictions: Parameter<readonly string[]> = {
	description: "Whose law may apply where no environment is declared: EU, EEA, or countries (ISO 3166-1 alpha-2).",
	default: ["EU"],
	schema: { type: "array", items: { type: "string", pattern: "^([A-Z]{2}|EEA)$" } },
};

/** Whose law may apply: what the environment declares, else the parameter. */
export function allowedJurisdictions(all: Index, parameters: Jurisdictions): readonly string[] {
	return environmentOf(all)?.sovereignty?.jurisdictions ?? parameters.jurisdictions;
}

/** Whether a row of the facts was read somewhere. Common knowledge carries a warning, neither a refusal nor a pass. */
export function wasRead({ basis, src }: Basis): boolean {
	return basis !== "general" && src.some((id) => id !== "general");
}

/** `undefined` where the country itself is not known. */
export function allows(country: string | undefined, allowed: readonly string[], facts: Facts): boolean | undefined {
	return country === undefined || country === "unknown" ? undefined : facts.countriesOf(allowed).has(country);
}
