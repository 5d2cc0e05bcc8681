import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { daysUntil } from "../../days.ts";
import { environmentOf } from "../../environment.ts";
import { impersonal, recorded, town, unsaid } from "../../examples/declared.ts";
import { direct, gdpr, supporting } from "../../frameworks.ts";
import { personalRecord, riskCriteria, SERVICE } from "../../services.ts";

const YEAR = 365.25;
const SICK = { people: ["patients"], categories: ["health"] };

const control: Control<{ years: number }> = {
	id: "processing-dpia",
	family: "processing",
	severity: "high",
	title: "The impact on people was assessed, or it is said why that is not needed",
	rationale: "Harm to people is prevented before data is collected; afterwards it can only be notified.",
	remediation: "Do the assessment and write its day at data.dpia.on; or write at data.dpia.unnecessary why the law asks for none.",
	references: [direct(gdpr["35(1)"]), direct(gdpr["35(3)"]), supporting(gdpr["25(1)"])],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		years: {
			description: "After how many years an assessment has to be reviewed.",
			default: 3,
			schema: { type: "integer", minimum: 1, maximum: 20 },
		},
	},
	check(subject, context) {
		const { all, report, today, parameters } = context;
		const record = personalRecord(subject, context);
		if (record === undefined) return;
		const { on, unnecessary } = record.dpia ?? {};
		if (on !== undefined) {
			const age = -daysUntil(on, today);
			if (!(age >= 0)) report({ path: "/data/dpia/on", message: `The assessment is dated ${on}, which is still to come.` });
			else if (age > parameters.years * YEAR)
				report({ path: "/data/dpia/on", message: `The assessment of ${on} is older than ${parameters.years} years.` });
			return;
		}
		if (unnecessary === undefined)
			return report({ path: "/data", message: "No impact assessment is on record, nor why none is needed (data.dpia)." });
		const criteria = riskCriteria(record, environmentOf(all)?.sovereignty?.classification);
		if (unnecessary === "no-high-risk" && criteria.length > 1)
			report({ path: "/data/dpia/unnecessary", message: `A high risk is likely: ${criteria.join(" and ")} (WP 248: two criteria).` });
		if (unnecessary === "assessed-by-law" && !["c", "e"].includes(record.legalBasis ?? ""))
			report({ path: "/data/dpia/unnecessary", message: "Only processing on ground c or e can have been assessed with its law." });
	},
	examples: {
		pass: [
			recorded("done", { dpia: { on: "2026-03-01" } }),
			recorded("done today", { dpia: { on: "2026-11-23" } }),
			recorded("no high risk, and no environment", { dpia: { unnecessary: "no-high-risk" } }),
			recorded("no high risk, and no classification", { dpia: { unnecessary: "no-high-risk" } }, town({ sovereignty: null })),
			recorded("no high risk, by consent", { legalBasis: "a", dpia: { unnecessary: "no-high-risk" } }, town()),
			recorded("assessed with the law", { dpia: { unnecessary: "assessed-by-law" } }, town()),
			recorded("no high risk", { dpia: { unnecessary: "no-high-risk" } }, town()),
			recorded("one criterion alone", { people: ["children"], dpia: { unnecessary: "no-high-risk" } }, town()),
			recorded("on the authority's list", { ...SICK, dpia: { unnecessary: "authority-list" } }, town()),
		],
		fail: [
			recorded("nothing said", { dpia: {} }, town()),
			recorded("health of patients", { ...SICK, dpia: { unnecessary: "no-high-risk" } }, town()),
			recorded(
				"sensitive data of children",
				{ people: ["children"], dpia: { unnecessary: "no-high-risk" } },
				town({ sovereignty: { classification: "sensitive" } }),
			),
			recorded("too old", { dpia: { on: "2021-05-01" } }),
			recorded("still to come", { dpia: { on: "2027-05-01" } }),
			recorded("assessed with a law that there is not", { legalBasis: "a", dpia: { unnecessary: "assessed-by-law" } }, town()),
		],
		unknown: [unsaid, recorded("not known", { dpia: new Unknown() })],
		notApplicable: [impersonal],
	},
};
export default control;
