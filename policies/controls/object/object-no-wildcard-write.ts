import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { CONTAINER, grantsOf } from "../../swift-acls.ts";

const control: Control = {
	id: "object-no-wildcard-write",
	family: "object",
	severity: "critical",
	title: "Named projects or users write to the container",
	rationale: "Whoever may write replaces files, erases them, and puts what they like under the service's name.",
	remediation: "Name projects and users in containerWrite, `<project id>:<user id>`; give a temporary URL to those who upload one file.",
	references: [direct(gdpr["5(1)(f)"]), direct(gdpr["32(1)(b)"]), partial(secnumcloud["9.7"]), partial(nis2["21.2(i)"])],
	appliesTo: [CONTAINER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(container, { report }) {
		const { anyone, anyToken } = grantsOf(container, "containerWrite");
		if (anyone !== undefined) report({ path: "/containerWrite", message: `The grant ${anyone} lets anyone write, without a token.` });
		if (anyToken !== undefined)
			report({ path: "/containerWrite", message: `The grant ${anyToken} lets every user of every project of the cloud write.` });
	},
	examples: {
		pass: [
			{ title: "no grant", resources: [container({})] },
			{ title: "one user of one project", resources: [container({ containerWrite: "3b1f7d:writer" })] },
			{ title: "one project", resources: [container({ containerWrite: "3b1f7d:*" })] },
			{ title: "one user from anywhere", resources: [container({ containerWrite: "*:9ac4e2" })] },
			{ title: "anyone reads, which another control judges", resources: [container({ containerRead: "*:*" })] },
		],
		fail: [
			{ title: "any user of the cloud", resources: [container({ containerWrite: "*:*" })] },
			{ title: "any user, beside a named one", resources: [container({ containerWrite: "3b1f7d:writer, *:*" })] },
			{ title: "one star, as other middleware has it", resources: [container({ containerWrite: "*" })] },
			{ title: "by referrer", resources: [container({ containerWrite: ".r:*" })] },
			{
				title: "public data is read by all, not written",
				resources: [container({ containerWrite: "*:*", metadata: { "socle:public-data": "true" } })],
			},
		],
		unknown: [{ title: "the grants are not known", resources: [container({ containerWrite: new Unknown() })] }],
	},
};
export default control;

function container(properties: Properties): ExampleResource {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", ...properties } };
}
