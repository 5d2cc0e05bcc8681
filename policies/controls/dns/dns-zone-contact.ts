import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { ZONE, zone } from "../../names.ts";

const control: Control = {
	id: "dns-zone-contact",
	family: "dns",
	severity: "low",
	title: "The zone names an address for those who find something wrong",
	rationale: "Whoever sees that a name was taken over writes to the address of the zone; where nobody reads it, nobody hears of it.",
	remediation: "Set email to an address that is read, such as hostmaster@ of the organisation's own domain.",
	references: [partial(secnumcloud["15.1"]), supporting(nis2["21.2(i)"])],
	appliesTo: [ZONE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report, notApplicable }) {
		const { type, email } = properties as { type?: string; email?: string };
		// A secondary zone has the address of its primary.
		if (String(type).toUpperCase() === "SECONDARY") return notApplicable();
		if (!present(properties, "email")) return report({ path: "", message: "The zone names no address." });
		if (!/^[^@\s]+@[^@\s]+\.[^@\s.]+\.?$/.test(String(email))) report({ path: "/email", message: `${email} is no address.` });
	},
	examples: {
		pass: [
			{ title: "an address", resources: [zone()] },
			{ title: "an address with more than one dot", resources: [zone({ email: "hostmaster.dns@it.town.example" })] },
		],
		fail: [
			{ title: "none", resources: [zone({ email: "" })] },
			{ title: "a name only", resources: [zone({ email: "hostmaster" })] },
			{ title: "a host without a domain", resources: [zone({ email: "root@localhost" })] },
		],
		unknown: [{ title: "not known", resources: [zone({ email: new Unknown() })] }],
		notApplicable: [{ title: "a secondary zone", resources: [zone({ type: "SECONDARY", email: "" })] }],
	},
};
export default control;
