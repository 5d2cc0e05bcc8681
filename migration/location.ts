import { facts } from "../facts/facts.ts";
import type { Item } from "./estate.ts";
import { firstText } from "./estate.ts";

/** Where an item stands, as its source says it. */
export interface Place {
	/** Id of the operator in the facts, or the first word of the type. */
	provider: string;
	region?: string;
	/** ISO 3166-1 alpha-2, where the facts know the region. */
	country?: string;
}

/** First words of Terraform's types → ids of providers in the facts. */
const OPERATORS: Readonly<Record<string, string>> = {
	aws: "aws",
	azurerm: "azure",
	azuread: "azure",
	google: "gcp",
	scaleway: "scaleway",
	ovh: "ovhcloud",
};
const ARN = /^arn:aws[\w-]*:[\w-]*:([a-z]{2}(?:-[a-z]+)+-\d)?:/;

/** Undefined where the item stands in no foreign cloud: compose, machines of one's own, tools. */
export function placeOf({ provider, resource: { properties } }: Item): Place | undefined {
	const operator = OPERATORS[provider];
	if (operator === undefined) return undefined;
	const region = regionOf(provider, properties);
	const country = region === undefined ? undefined : facts.region(operator, region)?.country;
	return { provider: operator, ...(region === undefined ? {} : { region }), ...(country === undefined ? {} : { country }) };
}

function regionOf(provider: string, properties: Item["resource"]["properties"]): string | undefined {
	const text = firstText(properties, ["region", "location", "availability_zone", "zone", "availability_zones", "zones", "region_name"]);
	if (text !== undefined && !/^\d$/.test(text) && !text.startsWith("http")) {
		if (provider === "azurerm") return text.toLowerCase().replaceAll(" ", "");
		if (provider === "aws" && /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(text)) return text.slice(0, -1);
		if (provider === "google" && /^[a-z]+-[a-z]+\d+-[a-z]$/.test(text)) return text.slice(0, -2);
		if (provider === "scaleway" && /^[a-z]{2}-[a-z]{3}-\d$/.test(text)) return text.slice(0, -2);
		return text;
	}
	return ARN.exec(firstText(properties, ["arn"]) ?? "")?.[1];
}
