import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { CONTAINER, grantsOf } from "../../swift-acls.ts";

const control: Control = {
	id: "object-acl-not-global",
	family: "object",
	severity: "high",
	title: "The container is not read by every user of the cloud",
	rationale: "Other customers of a public cloud have a token too: a grant to any user is a grant to all of them.",
	remediation:
		"Name projects and users in containerRead, `<project id>:<user id>`; declare socle:public-data where the data is meant for all.",
	references: [direct(gdpr["25(2)"]), direct(secnumcloud["9.7"]), partial(gdpr["5(1)(f)"]), partial(nis2["21.2(i)"])],
	appliesTo: [CONTAINER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(container, { report }) {
		const { anyToken } = grantsOf(container, "containerRead");
		if (anyToken === undefined || declares(container, "public-data")) return;
		report({ path: "/containerRead", message: `The grant ${anyToken} lets every user of every project of the cloud read the objects.` });
	},
	examples: {
		pass: [
			{ title: "no grant", resources: [container({})] },
			{ title: "one project", resources: [container({ containerRead: "3b1f7d:*" })] },
			{ title: "one user from anywhere", resources: [container({ containerRead: "*:9ac4e2" })] },
			{ title: "a role of the own project", resources: [container({ containerRead: "reader" })] },
			{ title: "declared as public data", resources: [container({ containerRead: "*:*", metadata: { "socle:public-data": "true" } })] },
		],
		fail: [
			{ title: "any user of the cloud", resources: [container({ containerRead: "*:*" })] },
			{ title: "any user, beside a named one", resources: [container({ containerRead: "3b1f7d:reader , *:*" })] },
			{ title: "one star, as other middleware has it", resources: [container({ containerRead: "*,.rlistings" })] },
		],
		unknown: [{ title: "the grants are not known", resources: [container({ containerRead: new Unknown() })] }],
	},
};
export default control;

function container(properties: Properties): ExampleResource {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", ...properties } };
}
