import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { subnet } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { SUBNET } from "../../ports.ts";

const control: Control = {
	id: "net-dns-resolvers-named",
	family: "net",
	severity: "medium",
	title: "A subnet names its resolvers",
	rationale:
		"Without a choice machines ask whichever resolver the cloud hands out, and who resolves the names sees with whom the service talks.",
	remediation: "Set dnsNameservers to resolvers whose operator you know, and allow name resolution to no others.",
	references: [partial(secnumcloud["15.1"]), supporting(gdpr["28(1)"]), supporting(nis2["21.2(d)"])],
	appliesTo: [SUBNET],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, notApplicable }) {
		const { dnsNameservers, enableDhcp } = subject.properties as { dnsNameservers?: readonly string[]; enableDhcp?: boolean };
		if (items(dnsNameservers, subject, "/dnsNameservers").length > 0) return;
		if (enableDhcp === false) return notApplicable();
		report({ path: dnsNameservers === undefined ? "" : "/dnsNameservers", message: "It names no resolver, so that the cloud's is used." });
	},
	examples: {
		pass: [
			{ title: "one, IPv4", resources: [subnet("10.20.0.0/18", { dnsNameservers: ["192.0.2.53"] })] },
			{ title: "two, IPv6", resources: [subnet("fd20:5::/64", { dnsNameservers: ["2001:db8::53", "2001:db8::54"] })] },
		],
		fail: [
			{ title: "none, IPv4", resources: [subnet("10.20.0.0/18")] },
			{ title: "none, IPv6", resources: [subnet("fd20:5::/64", { enableDhcp: true })] },
			{ title: "an empty list", resources: [subnet("10.20.0.0/18", { dnsNameservers: [] })] },
		],
		unknown: [{ title: "not known", resources: [subnet("10.20.0.0/18", { dnsNameservers: new Unknown() })] }],
		notApplicable: [{ title: "a subnet that hands out nothing", resources: [subnet("10.20.0.0/18", { enableDhcp: false })] }],
	},
};
export default control;
