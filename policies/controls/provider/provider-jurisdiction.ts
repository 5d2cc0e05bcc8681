import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { csf, dataAct, direct, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { allowedJurisdictions, allows, jurisdictions } from "../../jurisdiction.ts";
import { reachesOf } from "../../providers.ts";

const on = (provider: string, jurisdictions = ["EU"], rest: Properties = {}): ExampleResource =>
	town({ cloud: { provider }, sovereignty: { jurisdictions }, ...rest });

const control: Control<Jurisdictions & { levels: readonly string[] }> = {
	id: "provider-jurisdiction",
	family: "provider",
	severity: "critical",
	title: "The cloud's operator and its owner are under allowed law",
	rationale:
		"A court may order an operator, or its owner, to hand over what it holds, wherever that stands. A region in the Union changes nothing about that.",
	remediation: "Choose a provider whose operator and owner are under allowed law; change sovereignty.jurisdictions only with your DPO.",
	references: [direct(csf["SOV-2.1"]), partial(csf["SOV-2.2"]), partial(secnumcloud["19.6"]), supporting(dataAct["32"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		jurisdictions,
		levels: {
			description: "Which further reaches count: full, owner, subsidiary (a firm there), technology (a vendor's stack from there).",
			default: ["full", "owner"],
			schema: { type: "array", items: { type: "string", enum: ["full", "owner", "subsidiary", "technology"] } },
		},
	},
	check(_, { all, facts, parameters, report, unknown, each }) {
		const { cloud, copies = [], suppliers } = environmentOf(all) ?? {};
		const allowed = allowedJurisdictions(all, parameters);
		const places = [
			{ provider: cloud?.provider, path: "/cloud/provider" },
			...copies.map(({ provider }, index) => ({ provider, path: `/copies/${index}/provider` })),
		];
		each(places, ({ provider, path }) => {
			if (provider === "own") return;
			if (provider === undefined) return unknown(path, "the provider is not declared");
			for (const { who, country, read, level } of reachesOf(provider, suppliers, facts)) {
				if (level !== undefined && !parameters.levels.includes(level)) continue;
				const fits = allows(country, allowed, facts);
				if (fits === undefined) unknown(path, who);
				else if (!read) unknown(path, `${who}, which is common knowledge only`);
				else if (!fits) report({ path, message: `Outside ${allowed.join(", ")}: ${who}.` });
			}
		});
	},
	examples: {
		pass: [
			{ title: "operator and owner in the Union", resources: [on("open-telekom-cloud")] },
			{ title: "a cloud of one's own", resources: [on("own")] },
			{ title: "Switzerland where it is allowed", resources: [on("infomaniak", ["EU", "CH"])] },
			{
				title: "a provider that the facts do not have, by declaration",
				resources: [on("town-cloud", ["EU"], { suppliers: { "town-cloud": "DE" } })],
			},
			{ title: "a firm abroad, where only owners count", resources: [on("ovhcloud")] },
		],
		fail: [
			{ title: "an operator outside", resources: [on("aws")] },
			{ title: "an owner outside", resources: [on("pluscloud-open")] },
			{ title: "a company in the Union with an owner outside", resources: [on("aws-european-sovereign-cloud")] },
			{ title: "the facts over a declaration", resources: [on("azure", ["EU"], { suppliers: { azure: "own" } })] },
			{ title: "a firm abroad, where that counts", resources: [on("ovhcloud")], parameters: { levels: ["full", "owner", "subsidiary"] } },
			{ title: "a copy with an operator outside", resources: [on("own", ["EU"], { copies: [{ provider: "aws", region: "eu-west-3" }] })] },
		],
		unknown: [
			{ title: "a provider of which nobody says who runs it", resources: [on("town-cloud")], says: "declare it under suppliers" },
			{ title: "no cloud declared", resources: [town({ cloud: null })], says: "the provider is not declared" },
			{ title: "an operator whose owner is not known", resources: [on("binero")] },
			{ title: "not known", resources: [town({ cloud: { provider: new Unknown() } })] },
		],
	},
};
export default control;
