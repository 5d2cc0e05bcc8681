import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { environment } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { bare, comesFromTheList, existsInOwnZone, isDeclared, RECORD_SET, recordSet, whoseAddress, zone } from "../../names.ts";
import { FLOATING_IP } from "../../ports.ts";

const suppliers = { "mail.example": "FR" };
const WWW = recordSet("A", ["192.0.2.7"], { name: "www.town.example." });

const control: Control = {
	id: "dns-no-dangling-record",
	family: "dns",
	severity: "medium",
	title: "Records point to something that is the environment's own",
	rationale:
		"An address or host that was given up is taken by somebody else, who then answers under the service's name, with a valid certificate.",
	remediation: "Remove the record, let it name the address by reference to the resource, or declare under suppliers who runs the host.",
	references: [direct(nis2["21.2(i)"]), partial(gdpr["32(1)(b)"]), partial(secnumcloud["13.1"])],
	appliesTo: [RECORD_SET],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(record, { all, each, report, absent, unknown, notApplicable }) {
		const { type, records } = record.properties as { type?: string; records?: readonly string[] };
		const kind = String(type).toUpperCase();
		if (!["A", "AAAA", "CNAME", "MX", "NS", "SRV"].includes(kind)) return notApplicable();
		if (comesFromTheList(record, "/records", all)) return;
		const list = items(records, record, "/records");
		each(Object.keys(list), (key) => {
			const path = `/records/${key}`;
			if (comesFromTheList(record, path, all)) return;
			const target = bare(String(list[Number(key)]).trim().split(/\s+/).at(-1));
			if (kind === "A" || kind === "AAAA") {
				const whose = whoseAddress(target, all);
				if (whose === "nobody's") report({ path, message: `Nothing in the environment has the address ${target}.` });
				if (whose === "unknown") unknown(path, "which addresses the cloud gives is seen only when they are given");
				return;
			}
			const exists = existsInOwnZone(target, all);
			if (exists === false) absent({ path, message: `${target} lies in a zone of the environment, and does not exist there.` });
			if (exists === undefined && !isDeclared(target, all))
				report({ path, message: `${target} lies in no zone of the environment, and is not declared under suppliers.` });
		});
	},
	examples: {
		pass: [
			{ title: "the address of a floating address", resources: [recordSet("A", ["192.0.2.7"]), floating("192.0.2.7")] },
			{ title: "one that is made in the same run", resources: [recordSet("A", [new Unknown(undefined, ["public"])]), floating()] },
			{ title: "a name in the own zone", resources: [recordSet("CNAME", ["www.town.example."]), zone(), WWW] },
			{ title: "a declared host", resources: [recordSet("MX", ["10 mx1.mail.example."]), environment({ suppliers })] },
		],
		fail: [
			{ title: "an address that nothing has", resources: [recordSet("A", ["192.0.2.9"]), floating("192.0.2.7")], source: "live" },
			{
				title: "an address of IPv6 that nothing has",
				resources: [recordSet("AAAA", ["2001:db8::9"]), floating("2001:db8::7")],
				source: "live",
			},
			{ title: "a name that the own zone does not have", resources: [recordSet("CNAME", ["old.town.example."]), zone()] },
			{ title: "a host that nobody declared", resources: [recordSet("CNAME", ["town.pages.example."]), zone()] },
		],
		unknown: [
			{ title: "what is not known", resources: [recordSet("A", new Unknown())] },
			{ title: "an address, where the cloud has not given them yet", resources: [recordSet("A", ["192.0.2.9"]), floating()] },
			{ title: "a name may lie outside this part", partial: true, resources: [recordSet("CNAME", ["old.town.example."]), zone()] },
		],
		notApplicable: [{ title: "text", resources: [recordSet("TXT", ['"v=spf1 -all"'])] }],
	},
};
export default control;

function floating(address?: string) {
	return {
		type: FLOATING_IP,
		name: "public",
		id: "public",
		properties: { pool: "internet", ...(address === undefined ? {} : { address }) },
	};
}
