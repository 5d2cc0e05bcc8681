import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { CONTAINER } from "../../swift-acls.ts";

const control: Control = {
	id: "object-versioning",
	family: "object",
	severity: "medium",
	title: "Earlier versions of objects are kept",
	rationale: "A file that is overwritten or deleted, by mistake or by somebody who wants money for it, is gone where no version is kept.",
	remediation: "Set versioning to true.",
	references: [direct(gdpr["32(1)(c)"]), partial(secnumcloud["12.5"]), partial(nis2["21.2(c)"])],
	appliesTo: [CONTAINER],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(container, { all, report, unknown, notApplicable }) {
		const { versioning, versioningLegacy } = container.properties as { versioning?: boolean | string; versioningLegacy?: object };
		if (versioning === true || versioning === "true") return;
		if (versioningLegacy !== undefined && present(versioningLegacy, "location")) return;
		const kept = all.referrers(container, CONTAINER, "/versioningLegacy/location");
		if (kept.list.length > 0) return notApplicable(); // It holds the versions of another.
		if (!kept.complete) return unknown("", "whether it holds the versions of another container is not known");
		const path = present(container.properties, "versioning") ? "/versioning" : "";
		report({ path, message: "No earlier versions are kept." });
	},
	examples: {
		pass: [
			{ title: "versions are kept", resources: [container("scans", { versioning: true })] },
			{
				title: "in a container of their own",
				resources: [container("scans", { versioningLegacy: { type: "versions", location: "scans-old" } }), container("scans-old", {})],
			},
			{
				title: "a state writes nothing as an empty record",
				resources: [container("scans", { versioning: true, versioningLegacy: {} })],
			},
		],
		fail: [
			{ title: "nothing said", resources: [container("scans", {})], at: "" },
			{ title: "switched off", resources: [container("scans", { versioning: false })], at: "/versioning" },
			{ title: "no place for versions", resources: [container("scans", { versioningLegacy: { type: "versions", location: "" } })] },
		],
		unknown: [{ title: "whether it is on is not known", resources: [container("scans", { versioning: new Unknown() })] }],
		notApplicable: [
			{
				title: "it holds the versions of another",
				resources: [container("scans-old", {}), container("scans", { versioningLegacy: { type: "history", location: "scans-old" } })],
			},
		],
	},
};
export default control;

function container(name: string, properties: Properties): ExampleResource {
	return { type: CONTAINER, name, id: name, properties: { name, ...properties } };
}
