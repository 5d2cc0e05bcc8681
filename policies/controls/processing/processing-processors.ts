import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { daysUntil } from "../../days.ts";
import { environmentOf } from "../../environment.ts";
import { impersonal, recorded, service, town, unsaid } from "../../examples/declared.ts";
import { c5, direct, gdpr, partial } from "../../frameworks.ts";
import { personalRecord, SERVICE } from "../../services.ts";

const SIGNED = { ovhcloud: { country: "FR", contract: "2025-12-01" } };

const control: Control = {
	id: "processing-processors",
	family: "processing",
	severity: "medium",
	title: "Everybody who processes for the organisation is named and bound by a contract",
	rationale:
		"The cloud's operator is a processor too. Without a contract it may do with the data what it likes, and the organisation answers for it.",
	remediation:
		"Name processors below data.processors, the cloud's operator by its provider id, and write country and contract of each below processors.",
	references: [direct(gdpr["28(3)"]), partial(gdpr["28(1)"]), partial(gdpr["30(1)"]), partial(c5["SSO-01"])],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { all, report, today, each } = context;
		const record = personalRecord(subject, context);
		if (record === undefined) return;
		const { cloud, processors = {} } = environmentOf(all) ?? {};
		const named = record.processors;
		if (named === undefined)
			return report({ path: "/data", message: "It does not say who processes data for the organisation (data.processors)." });
		const provider = cloud?.provider;
		if (provider !== undefined && provider !== "own" && !named.includes(provider))
			report({ path: "/data/processors", message: `The cloud's operator, ${provider}, is a processor and is not named.` });
		each(named, (name, index) => {
			const path = `/data/processors/${index}`;
			const contract = processors[name]?.contract;
			if (contract === undefined) report({ path, message: `No contract with ${name} is on record (processors.${name}.contract).` });
			else if (!(daysUntil(contract, today) <= 0))
				report({ path, message: `The contract with ${name} is dated ${contract}, which is still to come.` });
		});
	},
	examples: {
		pass: [
			recorded("the cloud's operator under contract", {}, town({ processors: SIGNED })),
			recorded(
				"no cloud declared",
				{ processors: ["printer"] },
				town({ cloud: null, processors: { printer: { contract: "2025-01-01" } } }),
			),
			recorded("a contract of today", {}, town({ processors: { ovhcloud: { country: "FR", contract: "2026-11-23" } } })),
			recorded("a cloud of one's own", { processors: [] }, town({ cloud: { provider: "own", country: "FR" } })),
		],
		fail: [
			{ ...recorded("no contract", {}, town({ processors: { ovhcloud: { country: "FR" } } })), says: "No contract with ovhcloud" },
			{
				...recorded("somebody of whom nothing is said", { processors: ["ovhcloud", "mailer"] }, town({ processors: SIGNED })),
				says: "mailer",
			},
			{ title: "nobody named", resources: [service({ data: { personal: true } }), town()], says: "(data.processors)" },
			recorded("nobody named but the cloud's operator is one", { processors: [] }, town({ processors: SIGNED })),
			recorded("a contract that is still to come", {}, town({ processors: { ovhcloud: { country: "FR", contract: "2027-01-01" } } })),
			recorded(
				"one without a contract among others",
				{ processors: ["ovhcloud", "printer"] },
				town({ processors: { ...SIGNED, printer: { country: "DE" } } }),
			),
		],
		unknown: [unsaid, recorded("not known", { processors: new Unknown() }, town({ processors: SIGNED }))],
		notApplicable: [impersonal],
	},
};
export default control;
