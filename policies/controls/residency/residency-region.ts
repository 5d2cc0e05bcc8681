import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { environment, volume } from "../../examples/openstack.ts";
import { csf, direct, gdpr, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { allowedJurisdictions, allows, jurisdictions, wasRead } from "../../jurisdiction.ts";

const town = (cloud: Properties, jurisdictions = ["EU"]): ExampleResource => environment({ cloud, sovereignty: { jurisdictions } });
const ovh = (cloud: Properties): ExampleResource => town({ provider: "ovhcloud", ...cloud });

const control: Control<Jurisdictions & { provider: string }> = {
	id: "residency-region",
	family: "residency",
	severity: "critical",
	title: "The region lies where the law allows the data to be",
	rationale:
		"Data lies under the law of the place that it is stored in. A region's name promises nothing: where it stands is looked up in the facts.",
	remediation:
		"Choose a region of the provider in an allowed country, or another provider; change sovereignty.jurisdictions only with your DPO.",
	references: [direct(csf["SOV-3.4"]), direct(secnumcloud["19.2"]), partial(gdpr["44"]), supporting(gdpr["45"]), supporting(gdpr["46"])],
	appliesTo: ({ type, properties }) => type === ENVIRONMENT || (type.startsWith("openstack:") && present(properties, "region")),
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		jurisdictions,
		provider: { description: "Provider, where no environment is declared.", default: "", schema: { type: "string" } },
	},
	check(subject, { all, facts, parameters, report, unknown }) {
		const isEnvironment = subject.type === ENVIRONMENT;
		const cloud = environmentOf(all)?.cloud;
		const region = isEnvironment ? cloud?.region : String(subject.properties["region"]);
		const path = isEnvironment ? "/cloud/region" : "/region";
		const provider = cloud?.provider ?? parameters.provider;
		if (provider === "" || region === undefined)
			return unknown(path, `the cloud ${region === undefined ? "region" : "provider"} is not declared`);
		const row = facts.region(provider, region);
		if (row !== undefined && !wasRead(row)) return unknown(path, `where ${provider} ${region} stands is common knowledge only`);
		const country = row?.country ?? cloud?.country; // the facts win over what is declared
		const allowed = allowedJurisdictions(all, parameters);
		const fits = allows(country, allowed, facts);
		if (fits === undefined) return unknown(path, `the facts do not say where ${provider} ${region} stands`);
		const source = row === undefined ? "cloud.country in the environment file" : facts.cited("providers", provider, row);
		if (!fits) report({ path, message: `${provider} ${region} stands in ${country}, outside ${allowed.join(", ")} (${source}).` });
	},
	examples: {
		pass: [
			{ title: "in the Union", resources: [ovh({ region: "EU-WEST-PAR" })] },
			{ title: "a compute region by number", resources: [ovh({ region: "GRA11" })] },
			{ title: "a cloud of one's own", resources: [town({ provider: "own", country: "FR", region: "RegionOne" })] },
			{ title: "Switzerland where it is allowed", resources: [town({ provider: "infomaniak", region: "dc4-a" }, ["EU", "CH"])] },
			{
				title: "a resource that names its region",
				resources: [volume("data", { region: "eu-nl" }), town({ provider: "open-telekom-cloud", region: "eu-de" })],
			},
		],
		fail: [
			{ title: "outside", resources: [ovh({ region: "BHS5" })], says: "(facts/providers.json, ovhcloud: " },
			{ title: "by declaration", resources: [town({ provider: "own", country: "US", region: "RegionOne" })], says: "(cloud.country in" },
			{ title: "a name that begins with eu", resources: [town({ provider: "open-telekom-cloud", region: "eu-ch2" })] },
			{ title: "the facts over a declared country", resources: [ovh({ country: "FR", region: "UK1" })] },
			{ title: "a resource elsewhere than its environment", resources: [volume("data", { region: "BHS5" }), ovh({ region: "GRA11" })] },
			{ title: "the EEA is more than the Union", resources: [town({ provider: "safespring", region: "osl2" })] },
		],
		unknown: [
			{ title: "a region that the facts do not have", resources: [ovh({ region: "MARS1" })] },
			{ title: "a provider that the facts do not have", resources: [town({ provider: "town-cloud", region: "town" })] },
			{ title: "a region whose country is not known", resources: [town({ provider: "stackit", region: "eu01" })] },
			{ title: "no provider declared", resources: [volume("data", { region: "eu-west-2" })], says: "cloud provider" },
			{ title: "no cloud declared", resources: [environment({ sovereignty: { jurisdictions: ["EU"] } })], says: "cloud region" },
			{ title: "no region declared", resources: [town({ provider: "ovhcloud" })], says: "cloud region" },
			{ title: "not known", resources: [volume("data", { region: new Unknown() }), ovh({ region: "GRA11" })] },
		],
	},
};
export default control;
