import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { labelled } from "../../declared.ts";
import { environmentOf, isTrial } from "../../environment.ts";
import { RECORD, service, town } from "../../examples/declared.ts";
import { volume } from "../../examples/openstack.ts";
import { c5, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { personalRecord, SERVICE } from "../../services.ts";
import { VOLUME, VOLUMES } from "../../volume-types.ts";

const filled = (data: Properties): ExampleResource => service({ data: { ...RECORD, ...data } });
const lab = (): ExampleResource => town({ stack: "lab" });
const source = (environment: string): ExampleResource => volume("data", { metadata: { environment } });
const copy = (environment: string): ExampleResource => volume("copy", { sourceVolId: "data", metadata: { environment } });

/** A volume that was made from another one; which environment each is of, its label `environment` says (`town-hall.production`). */
const control: Control = {
	id: "minimised-copies",
	family: "minimised",
	severity: "medium",
	title: "No production data feeds an environment for development or tests",
	rationale:
		"Tests are watched less, are open to more people, and need no real names. A copy of production there is a second production without its guards.",
	remediation:
		"Fill the environment with synthetic or pseudonymised data and write data.origin for the stack; make its volumes from none of production's.",
	references: [direct(gdpr["25(1)"]), partial(gdpr["5(1)(c)"]), direct(secnumcloud["14.7"]), partial(c5["DEV-10"])],
	appliesTo: [SERVICE, VOLUME],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { all, report, notApplicable } = context;
		if (subject.type === SERVICE) {
			if (!isTrial(environmentOf(all))) return notApplicable();
			const record = personalRecord(subject, context);
			if (record !== undefined && (record.origin ?? "real") === "real")
				report({ path: "/data", message: `Real personal data is used in the stack ${environmentOf(all)?.stack} (data.origin).` });
			return;
		}
		const origin = all.reference(subject, "/sourceVolId", VOLUMES);
		if (origin === undefined) return notApplicable();
		const [from, to] = [labelled(origin, "environment"), labelled(subject, "environment")];
		if (from === undefined || to === undefined)
			return context.unknown("/sourceVolId", "which environments the two volumes are of is not labelled");
		if (isProduction(from) && !isProduction(to))
			report({ path: "/sourceVolId", message: `It is a copy of ${origin.name} of ${from}, for ${to}.` });
	},
	examples: {
		pass: [
			{ title: "synthetic data in a lab", resources: [filled({ origin: "synthetic" }), lab()] },
			{ title: "a copy inside production", resources: [copy("town-hall.production"), source("town-hall.production")] },
			{ title: "a copy inside tests", resources: [copy("town-hall.lab"), source("town-hall.test")] },
			{ title: "a name that only begins as production does", resources: [copy("town-hall.lab"), source("town-hall.product-test")] },
		],
		fail: [
			{ title: "real data in a lab", resources: [filled({ origin: "real" }), lab()] },
			{ title: "nothing said is real", resources: [filled({}), lab()] },
			{ title: "a copy of production's volume", resources: [copy("town-hall.lab"), source("town-hall.production")] },
			{ title: "in short", resources: [copy("town-hall.lab"), source("PROD")] },
		],
		unknown: [
			{ title: "a copy without a label", resources: [volume("copy", { sourceVolId: "data" }), source("production")], says: "not labelled" },
			{ title: "a source without a label", resources: [copy("town-hall.lab"), volume("data", {})], says: "not labelled" },
			{ title: "the origin is not known", resources: [filled({ origin: new Unknown() }), lab()] },
		],
		notApplicable: [
			{ title: "production itself", resources: [filled({}), town()] },
			{ title: "a volume of its own", resources: [volume("data", {})] },
			{ title: "a lab without personal data", resources: [service({ data: { personal: false } }), lab()] },
		],
	},
};
export default control;

const isProduction = (environment: string): boolean => /(^|[.-])prod(uction)?$/i.test(environment);
