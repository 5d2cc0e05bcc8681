import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { CONTAINER, grantsOf } from "../../swift-acls.ts";

const control: Control = {
	id: "object-no-public-listing",
	family: "object",
	severity: "medium",
	title: "Nobody lists the container without a token",
	rationale: "A list of names leads to every object, those that were never linked included, and names alone can tell about a person.",
	remediation:
		"Remove .rlistings from containerRead; declare socle:public-data in metadata where the data is meant for all and may be searched.",
	references: [direct(gdpr["25(2)"]), partial(secnumcloud["9.7"]), partial(nis2["21.2(i)"])],
	appliesTo: [CONTAINER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(container, { report }) {
		const { anyone, listing } = grantsOf(container, "containerRead");
		if (listing === undefined || anyone === undefined || declares(container, "public-data")) return;
		report({ path: "/containerRead", message: `${listing} lets anyone whom ${anyone} lets in list the names of the objects.` });
	},
	examples: {
		pass: [
			{ title: "no grant", resources: [container({})] },
			{ title: "anyone reads, nobody lists", resources: [container({ containerRead: ".r:*" })] },
			{ title: "listing without anyone who is let in has no effect", resources: [container({ containerRead: ".rlistings,3b1f7d:*" })] },
			{ title: "referrers taken away", resources: [container({ containerRead: ".r:-.example,.rlistings" })] },
			{ title: "declared", resources: [container({ containerRead: ".r:*,.rlistings", metadata: { "socle:public-data": "true" } })] },
		],
		fail: [
			{ title: "anyone lists", resources: [container({ containerRead: ".r:*,.rlistings" })] },
			{ title: "in another order and case", resources: [container({ containerRead: "3b1f7d:*, .RListings , .referrer:*" })] },
			{ title: "a referrer is not a caller", resources: [container({ containerRead: ".r:.town.example,.rlistings" })] },
			{
				title: "the declaration taken back",
				resources: [container({ containerRead: ".r:*,.rlistings", metadata: { "socle:public-data": "no" } })],
			},
		],
		unknown: [{ title: "the grants are not known", resources: [container({ containerRead: new Unknown() })] }],
	},
};
export default control;

function container(properties: Properties): ExampleResource {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", ...properties } };
}
