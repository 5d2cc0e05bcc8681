import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { volume } from "../../examples/openstack.ts";
import { csf, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgePlace } from "../../residency.ts";
import { placeOfZone } from "../../zones.ts";

const control: Control<Jurisdictions> = {
	id: "residency-zone",
	family: "residency",
	severity: "high",
	title: "The zones lie where the law allows the data to be",
	rationale: "A zone is a building, and a building stands in a country. A zone of another region puts one disk of three under another law.",
	remediation: "Choose zones of a region in an allowed country.",
	references: [direct(csf["SOV-3.4"]), direct(secnumcloud["19.2"]), partial(gdpr["44"])],
	appliesTo: ({ type, properties }) => type === ENVIRONMENT || (type.startsWith("openstack:") && present(properties, "availabilityZone")),
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		const cloud = environmentOf(context.all)?.cloud;
		if (cloud === undefined) return context.unknown("", "the cloud is not declared");
		if (subject.type !== ENVIRONMENT)
			return judgePlace(
				"The zone",
				"/availabilityZone",
				placeOfZone(String(subject.properties["availabilityZone"]), cloud, context.facts),
				context,
			);
		const zones = items(cloud.zones, subject, "/cloud/zones");
		if (zones.length === 0) return context.notApplicable();
		context.each(zones, (zone, index) => judgePlace("The zone", `/cloud/zones/${index}`, placeOfZone(zone, cloud, context.facts), context));
	},
	examples: {
		pass: [
			{ title: "zones of a region in the Union", resources: [at({ region: "EU-WEST-PAR", zones: ["eu-west-par-a", "eu-west-par-b"] })] },
			{ title: "a region that is one zone", resources: [disk("nova"), at({ region: "GRA11", zones: ["nova"] })] },
			{
				title: "a cloud of one's own",
				resources: [disk("az1"), at({ provider: "own", country: "FR", region: "RegionOne", zones: ["az1"] })],
			},
		],
		fail: [
			{ title: "a region outside", resources: [at({ region: "uk", zones: ["nova"] })] },
			{
				title: "a disk in a zone of a region elsewhere",
				resources: [disk("eu-de-01"), at({ provider: "open-telekom-cloud", region: "eu-ch2", zones: ["eu-ch2a"] }, ["CH"])],
			},
		],
		unknown: [
			{
				title: "a zone that the facts do not have",
				resources: [disk("eu-west-par-z"), at({ region: "EU-WEST-PAR", zones: ["eu-west-par-a"] })],
			},
			{
				title: "a region whose zones are not known",
				resources: [disk("nova"), at({ provider: "cleura", region: "Kna1", zones: ["nova"] })],
			},
			{ title: "no cloud declared", resources: [disk("nova")] },
			{ title: "not known", resources: [disk(new Unknown()), at({ region: "GRA11", zones: ["nova"] })] },
		],
		notApplicable: [{ title: "no zones", resources: [at({ region: "GRA11" })] }],
	},
};
export default control;

function at(cloud: Properties, jurisdictions = ["EU"]): ExampleResource {
	return town({ cloud: { provider: "ovhcloud", ...cloud }, sovereignty: { jurisdictions } });
}
function disk(availabilityZone: string | Unknown): ExampleResource {
	return volume("data", { availabilityZone });
}
