import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { environmentOf } from "../../environment.ts";
import { impersonal, RECORD, recorded, service, town } from "../../examples/declared.ts";
import { direct, gdpr, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { declaredService, SERVICE, servicesByName } from "../../services.ts";

const CONTAINER = "openstack:objectstorage/container:Container";
const STORES = [CONTAINER, "openstack:blockstorage/volume:Volume", "openstack:sharedfilesystem/share:Share", "v1/PersistentVolumeClaim"];
const KEYS = [
	["categories", "which kinds of data it holds"],
	["people", "whose data it is"],
	["processors", "who processes it for the organisation"],
] as const;

const control: Control = {
	id: "processing-recorded",
	family: "processing",
	severity: "high",
	title: "What is done with personal data is on record",
	rationale: "Nobody can protect, correct or erase data of which it is not known whose it is, what it is, and who else has it.",
	remediation:
		"Write data: below the service: personal: false where it holds nothing about people, else categories, people and processors too.",
	references: [direct(gdpr["30(1)"]), supporting(gdpr["5(1)(b)"]), supporting(gdpr["5(2)"])],
	appliesTo: [SERVICE, ...STORES],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, absent, notApplicable }) {
		if (subject.type === SERVICE) {
			const { data } = declaredService(subject);
			if (data?.personal === undefined)
				return report({ path: "", message: `The service ${subject.name} does not say whether it processes personal data.` });
			if (data.personal === false) return;
			for (const [key, what] of KEYS)
				if (!present(data, key)) report({ path: "/data", message: `The record of ${subject.name} does not say ${what} (data.${key}).` });
			return;
		}
		if (environmentOf(all) === undefined || !declares(subject, "personal-data")) return notApplicable();
		const owner = all.once(servicesByName).get(subject.service ?? "");
		if (owner === undefined)
			return absent({ path: "", message: "It is marked as personal data, and no service that is declared answers for it." });
		if (declaredService(owner).data?.personal !== true)
			report({ path: "", message: `It is marked as personal data, and the record of ${owner.name} does not speak of any.` });
	},
	examples: {
		pass: [
			recorded("a record that lacks nothing", {}),
			impersonal,
			{ title: "no processor", resources: [service({ data: { ...RECORD, processors: [] } })] },
			{ title: "a store of a service with a record", resources: [store(), service({ data: RECORD }), town()] },
		],
		fail: [
			{ title: "the service does not say", resources: [service({})] },
			{ title: "a record without people", resources: [service({ data: { personal: true, categories: ["identity"], processors: [] } })] },
			{ title: "a store that no service answers for", resources: [store(), service({ data: RECORD }, "permits"), town()] },
			{ title: "a store of a service that claims none", resources: [store(), service({ data: { personal: false } }), town()] },
		],
		unknown: [
			{ title: "not known", resources: [service({ data: new Unknown() })] },
			{ title: "the service may lie outside this part", partial: true, resources: [store(), town()] },
		],
		notApplicable: [
			{ title: "no environment is declared", resources: [store()] },
			{ title: "a store that is not marked", resources: [store({}), town()] },
		],
	},
};
export default control;

function store(metadata: Properties = { "socle:personal-data": "true" }): ExampleResource {
	return { type: CONTAINER, name: "scans", service: "passports", properties: { name: "scans", metadata } };
}
