import { parse } from "yaml";
import type { Resource } from "../inventory/resource.ts";
import { assess } from "./assess.ts";
import type { Estate } from "./estate.ts";
import { itemOf } from "./estate.ts";
import { composeResources } from "./inputs/compose.ts";
import type { Portfolio } from "./inputs/portfolio.ts";
import { readPortfolioText } from "./inputs/portfolio.ts";

/** Estates for tests, made in memory. */
export function terraform(address: string, properties: Resource["properties"] = {}, more: Partial<Resource> = {}): Resource {
	const type = /(?:^|\.)([a-z]+_\w+)\.[\w-]+(\[.*\])?$/.exec(address)?.[1] ?? "";
	return {
		id: address,
		type: `terraform:${type.split("_")[0]}:${type}`,
		name: address.split(".").at(-1)!,
		properties,
		dependsOn: [],
		locations: [],
		source: "state",
		...more,
	} as Resource;
}

export function estate(resources: readonly Resource[], input = "estate.tfstate"): Estate {
	return {
		inputs: [{ path: input, kind: "terraform-state", resources: resources.length }],
		items: resources.map((resource) => itemOf(resource, input)),
		errors: [],
		notVisible: [],
	};
}

export function compose(text: string, project = "shop"): Estate {
	return estate(
		composeResources(parse(text) as Record<string, unknown>, "compose.yaml", project, () => 1),
		"compose.yaml",
	);
}

export const portfolio = (text = ""): Portfolio => readPortfolioText(`apiVersion: socle-migration/v1\n${text}`, "portfolio.yaml");

export const assessed = (of: Estate, said = portfolio()): ReturnType<typeof assess> => assess(of, said, ["sovereignty", "gdpr"]);
