import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { cloudAuCentre, csf, direct, gdpr, partial, sren, supporting } from "../../frameworks.ts";
import { qualificationOf } from "../../qualifications.ts";

const control: Control = {
	id: "provider-qualified",
	family: "provider",
	severity: "high",
	title: "Sensitive data lies on a product that is qualified for it",
	rationale:
		"A qualification is granted to one product after an audit of years. French law asks it for sensitive data of the State and its operators; for others it is the same data.",
	remediation:
		"Choose a product with the qualification in its scope (cloud.provider, cloud.product, cloud.region), or a cloud of your own.",
	references: [direct(sren["31"]), direct(cloudAuCentre["R9"]), partial(csf["SOV-7.1"]), supporting(gdpr["28(1)"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(_, { all, facts, report, unknown, notApplicable }) {
		const { cloud = {}, organisation, sovereignty } = environmentOf(all) ?? {};
		const rule = facts.qualificationRule(organisation?.country ?? "", sovereignty?.classification ?? "internal");
		if (rule === undefined || cloud.provider === "own") return notApplicable();
		const { held, why } = qualificationOf(cloud, rule, facts);
		const asked = `${rule.schemes.join(" or ")} for ${sovereignty?.classification} data (${facts.cited("jurisdictions", rule.id, rule)})`;
		if (held === undefined) unknown("/cloud/provider", `${why}; what is needed is ${asked}`);
		else if (!held) report({ path: "/cloud/provider", message: `What is needed is ${asked}. But ${why}.` });
	},
	examples: {
		pass: [
			{ title: "the region in the scope", resources: [on({ provider: "outscale", region: "cloudgouv-eu-west-1" })] },
			{ title: "the product in the scope", resources: [on({ provider: "ovhcloud", region: "RBX", product: "bare-metal-pod" })] },
			{ title: "the open-source platform", resources: [on({ provider: "cloud-temple", region: "FR1", product: "iaas-open-source" })] },
		],
		fail: [
			{ title: "another product of a provider that holds it", resources: [on({ provider: "ovhcloud", region: "GRA11" })] },
			{ title: "another region of a provider that holds it", resources: [on({ provider: "outscale", region: "eu-west-2" })] },
			{ title: "a preview", resources: [on({ provider: "cloud-temple", region: "FR1", product: "preview" })] },
			{ title: "applied for", resources: [on({ provider: "bleu", region: "france" }, "restricted")] },
		],
		unknown: [
			{ title: "sources that disagree", resources: [on({ provider: "scaleway", region: "fr-par" })] },
			{ title: "a scope that was not read", resources: [on({ provider: "cloud-temple", region: "FR1", product: "paas-openshift" })] },
			{ title: "a product that is not named", resources: [on({ provider: "cloud-temple", region: "FR1" })] },
			{ title: "a provider without a row", resources: [on({ provider: "elastx", region: "se-sto" })] },
			{ title: "a provider that the facts do not have", resources: [on({ provider: "town-cloud", region: "town" })] },
			{ title: "not known", resources: [on({ provider: "ovhcloud", region: "GRA11", product: new Unknown() })] },
		],
		notApplicable: [
			{ title: "no organisation and no classification", resources: [town({ organisation: null, sovereignty: null })] },
			{ title: "internal data", resources: [on({ provider: "ovhcloud", region: "GRA11" }, "internal")] },
			{ title: "a cloud of one's own", resources: [on({ provider: "own" })] },
			{
				title: "a country without such a rule in the facts",
				resources: [town({ organisation: { country: "SE" }, sovereignty: { classification: "sensitive" } })],
			},
		],
	},
};
export default control;

function on(cloud: Properties, classification = "sensitive"): ExampleResource {
	return town({ cloud, sovereignty: { classification, jurisdictions: ["EU"] } });
}
