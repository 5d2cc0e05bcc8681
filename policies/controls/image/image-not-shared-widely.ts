import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { IMAGE } from "../../images.ts";

const ACCESS = "openstack:images/imageAccess:ImageAccess";
const shared = { visibility: "shared" } as const;

const control: Control<{ projects: number }> = {
	id: "image-not-shared-widely",
	family: "image",
	severity: "high",
	title: "The image is shared with few projects",
	rationale: "Each project that an image is shared with can copy it for ever; what lies in it is then beyond recall.",
	remediation: "Remove the access of the projects that don't need it (ImageAccess), or set visibility to private.",
	references: [partial(gdpr["25(2)"]), partial(secnumcloud["9.7"]), partial(nis2["21.2(i)"])],
	appliesTo: [IMAGE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		projects: { description: "Projects that an image may be shared with.", default: 1, schema: { type: "integer", minimum: 0 } },
	},
	check(subject, { all, parameters, report, unknown, notApplicable, each }) {
		const visibility = String(subject.properties["visibility"] ?? "private").toLowerCase();
		// Whether every project may read it is what image-not-public looks at.
		if (visibility === "public" || visibility === "community") return notApplicable();
		if (visibility === "private" && all.sourceOf(subject) !== "plan") return;
		const { list, complete } = all.referrers(subject, ACCESS, "/imageId");
		const members = new Set<unknown>();
		each(list, ({ properties }) => members.add(properties["memberId"]));
		if (members.size > parameters.projects) return report({ path: "", message: `It is shared with ${members.size} projects.` });
		if (!complete) unknown("", "it may be shared with other projects elsewhere");
	},
	examples: {
		pass: [
			{ title: "private", resources: [image({ visibility: "private" })] },
			{ title: "one project", resources: [image(shared), access("town-b")] },
			{ title: "one project, named twice", resources: [image(shared), access("town-b"), { ...access("town-b"), name: "again" }] },
			{ title: "as many as the pack allows", resources: [image(shared), access("town-b"), access("town-c")], parameters: { projects: 2 } },
			{ title: "private in a live cloud, whatever was shared before", source: "live", resources: [image({ visibility: "private" })] },
		],
		fail: [
			{ title: "two projects", resources: [image(shared), access("town-b"), access("town-c")] },
			{ title: "two projects, while the image is said to be private", resources: [image({}), access("town-b"), access("town-c")] },
			{ title: "none is allowed", resources: [image(shared), access("town-b")], parameters: { projects: 0 } },
		],
		unknown: [
			{
				title: "whose access it is is not known",
				resources: [image(shared), { ...access("town-b"), properties: { imageId: new Unknown() } }],
			},
			{ title: "others may lie outside this part", partial: true, resources: [image(shared), access("town-b")] },
		],
		notApplicable: [{ title: "public, which is another matter", resources: [image({ visibility: "public" })] }],
	},
};
export default control;

function access(memberId: string): ExampleResource {
	return { type: ACCESS, name: `access-of-${memberId}`, properties: { imageId: "debian", memberId } };
}
