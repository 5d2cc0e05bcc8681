import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { CONTAINER, grantsOf } from "../../swift-acls.ts";

const control: Control = {
	id: "object-no-public-read",
	family: "object",
	severity: "high",
	title: "The container is read by named projects or users only",
	rationale: "A container that anyone reads is found by those who search for such containers, and copied without a trace.",
	remediation:
		"Remove .r: grants from containerRead and name projects and users; declare socle:public-data in metadata where the data is meant for all.",
	references: [direct(gdpr["25(2)"]), direct(gdpr["5(1)(f)"]), partial(secnumcloud["9.7"]), partial(nis2["21.2(i)"])],
	appliesTo: [CONTAINER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(container, { report }) {
		const { anyone: open } = grantsOf(container, "containerRead");
		if (open === undefined || declares(container, "public-data")) return;
		report({ path: "/containerRead", message: `The grant ${open} lets anyone read the objects, without a token.` });
	},
	examples: {
		pass: [
			{ title: "no grant", resources: [container({})] },
			{ title: "a project's user", resources: [container({ containerRead: "3b1f7d:*,3b1f7d:reader" })] },
			{ title: "referrers taken away", resources: [container({ containerRead: ".r:-.example,.rlistings" })] },
			{ title: "declared as public data", resources: [container({ containerRead: ".r:*", metadata: { "socle:public-data": "true" } })] },
		],
		fail: [
			{ title: "anyone", resources: [container({ containerRead: ".r:*" })] },
			{ title: "anyone, beside a project", resources: [container({ containerRead: "3b1f7d:*, .r:*,.rlistings" })] },
			{ title: "anyone, under another name", resources: [container({ containerRead: ".referrer:*" })] },
			{ title: "a referrer is not a caller", resources: [container({ containerRead: ".r:.town.example" })] },
			{
				title: "the declaration taken back",
				resources: [container({ containerRead: ".r:*", metadata: { "socle:public-data": "false" } })],
			},
		],
		unknown: [
			{ title: "the grants are not known", resources: [container({ containerRead: new Unknown() })] },
			{ title: "the declaration is not known", resources: [container({ containerRead: ".r:*", metadata: new Unknown() })] },
		],
	},
};
export default control;

function container(properties: Properties): ExampleResource {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", ...properties } };
}
