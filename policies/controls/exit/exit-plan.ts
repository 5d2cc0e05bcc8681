import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { days, inDays, seconds } from "../../days.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { service, town } from "../../examples/declared.ts";
import { c5, cloudAuCentre, csf, dataAct, direct, gdpr, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { declaredService, SERVICE } from "../../services.ts";

const CLOSED = ["pdf", "proprietary"];
const PLAN = { to: "pluscloud-open", notice: "60d", retrieval: "30d" };

/** Judges what is declared: a contract's terms, and in which form data comes out. Whether the move works is shown by a drill only. */
const control: Control<{ noticeDays: number; retrievalDays: number }> = {
	id: "exit-plan",
	family: "exit",
	severity: "medium",
	title: "It is settled how the environment and its data leave the provider",
	rationale: "Prices rise, owners change and laws reach further. Who has not planned to leave can't.",
	remediation: "Write exit: to, notice and retrieval for the environment, and export: formats and by for each service.",
	references: [
		direct(dataAct["25"]),
		partial(dataAct["23"]),
		partial(csf["SOV-4.1"]),
		direct(cloudAuCentre["R4"]),
		partial(secnumcloud["19.4"]),
		partial(c5["PI-02"]),
		supporting(gdpr["28(3)"]),
	],
	appliesTo: [ENVIRONMENT, SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		noticeDays: days("Longest notice, in days (Data Act Art. 25(2)(d): two months).", 62),
		retrievalDays: days("Shortest time for fetching data, in days (Data Act Art. 25(2)(g)).", 30),
	},
	check(subject, { all, report, notApplicable, parameters: { noticeDays, retrievalDays } }) {
		if (subject.type === SERVICE) {
			const exported = declaredService(subject).export;
			if (exported === undefined)
				return report({ path: "", message: `It is not said how the data of ${subject.name} comes out (export).` });
			const { formats = [], by } = exported;
			if (formats.every((format) => CLOSED.includes(format)))
				report({ path: "/export/formats", message: `In ${formats.join(", ")} alone the data can't be used elsewhere.` });
			if (by === "supplier") report({ path: "/export/by", message: "Only the supplier can export, the one who is to be left." });
			return;
		}
		const { cloud, exit } = environmentOf(all) ?? {};
		if (cloud?.provider === "own") return notApplicable();
		if (exit === undefined) return report({ path: "", message: "It is not said where the environment would go (exit)." });
		if (exit.to === cloud?.provider) report({ path: "/exit/to", message: `${exit.to} is the provider that is to be left.` });
		if (seconds(exit.notice) > inDays(noticeDays))
			report({ path: "/exit/notice", message: `A notice of ${exit.notice} is longer than ${noticeDays} days.` });
		if (seconds(exit.retrieval) < inDays(retrievalDays))
			report({ path: "/exit/retrieval", message: `Data can be fetched for ${exit.retrieval} only, less than ${retrievalDays} days.` });
	},
	examples: {
		pass: [
			{ title: "another provider, in time", resources: [town({ exit: PLAN })] },
			{ title: "no cloud declared", resources: [town({ exit: PLAN, cloud: null })] },
			{ title: "to a cloud of one's own", resources: [town({ exit: { ...PLAN, to: "own" } })] },
			{ title: "a service whose data comes out", resources: [service({ export: { formats: ["json", "pdf"], by: "organisation" } })] },
		],
		fail: [
			{ title: "nothing said", resources: [town()] },
			{ title: "to where it is", resources: [town({ exit: { ...PLAN, to: "ovhcloud" } })] },
			{ title: "a long notice", resources: [town({ exit: { ...PLAN, notice: "1y" } })] },
			{ title: "little time to fetch data", resources: [town({ exit: { ...PLAN, retrieval: "1w" } })] },
			{ title: "a service that does not say", resources: [service({})] },
			{ title: "no format", resources: [service({ export: { by: "people" } })] },
			{ title: "a closed format", resources: [service({ export: { formats: ["proprietary", "pdf"], by: "people" } })] },
			{ title: "only the supplier can", resources: [service({ export: { formats: ["csv"], by: "supplier" } })] },
		],
		unknown: [{ title: "not known", resources: [town({ exit: new Unknown() })] }],
		notApplicable: [{ title: "a cloud of one's own", resources: [town({ cloud: { provider: "own", country: "FR" } })] }],
	},
};
export default control;
