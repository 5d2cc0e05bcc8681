import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { environmentOf } from "../../environment.ts";
import { impersonal, recorded, service, town, unsaid } from "../../examples/declared.ts";
import { direct, gdpr } from "../../frameworks.ts";
import { personalRecord, SERVICE, specialCategories } from "../../services.ts";

const control: Control = {
	id: "processing-legal-basis",
	family: "processing",
	severity: "high",
	title: "Processing rests on a ground that the law gives",
	rationale:
		"Without a ground of Art. 6 processing is unlawful from the first record. Authorities can't rest their tasks on legitimate interests, and special categories need an exception of Art. 9 beside the ground.",
	remediation: "Settle the ground with your DPO and write data.legalBasis (mostly c or e), for special categories data.exemption too.",
	references: [direct(gdpr["6(1)"]), direct(gdpr["9(1)"]), direct(gdpr["9(2)"])],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { all, report } = context;
		const record = personalRecord(subject, context);
		if (record === undefined) return;
		const { legalBasis, exemption, categories = [] } = record;
		const kind = environmentOf(all)?.organisation?.kind;
		if (legalBasis === undefined) report({ path: "/data", message: "No ground of Art. 6(1) is named (data.legalBasis)." });
		if (legalBasis === "f" && kind !== undefined && kind !== "other")
			report({
				path: "/data/legalBasis",
				message: "A public authority can't rest its tasks on legitimate interests (Art. 6(1), last sentence).",
			});
		if (legalBasis !== undefined && legalBasis !== "c" && legalBasis !== "e" && categories.includes("criminal"))
			report({
				path: "/data/legalBasis",
				message: "Data on offences is processed under official control or by law only (Art. 10): c or e.",
			});
		const special = specialCategories(record);
		if (special.length > 0 && exemption === undefined)
			report({ path: "/data/categories", message: `No exception of Art. 9(2) is named for ${special.join(", ")} (data.exemption).` });
		if (special.length > 0 && exemption === "d" && kind !== undefined && kind !== "other")
			report({ path: "/data/exemption", message: "Art. 9(2)(d) is for non-profit bodies with a political, religious or union aim." });
	},
	examples: {
		pass: [
			recorded("a public task", { legalBasis: "e" }, town()),
			recorded("health data with an exception", { categories: ["health"], exemption: "h" }, town()),
			recorded("legitimate interests of somebody who is no authority", { legalBasis: "f" }, town({ organisation: { kind: "other" } })),
			recorded("offences by law", { categories: ["criminal"], legalBasis: "c" }, town()),
			recorded("offences under official control", { categories: ["criminal"], legalBasis: "e" }, town()),
			recorded("legitimate interests, and nobody says of whom", { legalBasis: "f" }),
			recorded("legitimate interests in an environment without an organisation", { legalBasis: "f" }, town({ organisation: null })),
			recorded("a union's members", { categories: ["trade-union"], exemption: "d" }, town({ organisation: { kind: "other" } })),
			recorded("members, and nobody says of whom", { categories: ["trade-union"], exemption: "d" }),
			recorded("an exception where none is needed", { categories: ["identity"], exemption: "d" }, town()),
		],
		fail: [
			{ title: "no ground", resources: [service({ data: { personal: true, categories: ["identity"] } })], says: "(data.legalBasis)." },
			{ title: "no ground, and no categories", resources: [service({ data: { personal: true } })] },
			recorded("legitimate interests of an authority", { legalBasis: "f" }, town()),
			recorded("health data without an exception", { categories: ["identity", "health"] }, town()),
			recorded("an exception for others", { categories: ["political"], exemption: "d" }, town()),
			recorded("offences by consent", { categories: ["criminal"], legalBasis: "a" }, town()),
		],
		unknown: [unsaid, recorded("not known", { legalBasis: new Unknown() }, town())],
		notApplicable: [impersonal],
	},
};
export default control;
