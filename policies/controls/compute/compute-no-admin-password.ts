import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";

const INSTANCE = "openstack:compute/instance:Instance";

const control: Control = {
	id: "compute-no-admin-password",
	family: "compute",
	severity: "critical",
	title: "The instance gets no administrator password",
	rationale:
		"The password travels through Nova's API, its logs and the metadata service, lies in the state, and opens the machine to whoever guesses it.",
	remediation: "Remove adminPass and set keyPair; change the password where the instance already runs.",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(j)"])],
	appliesTo: [INSTANCE],
	scope: "resource",
	sources: ["plan", "state"],
	check({ properties }, { report }) {
		if (present(properties, "adminPass")) report({ path: "/adminPass", message: "An administrator password is set." });
	},
	examples: {
		pass: [
			{ title: "a key pair", resources: [{ type: INSTANCE, name: "server-0", properties: { keyPair: "admin" } }] },
			{
				title: "a state file writes absence as an empty text",
				resources: [{ type: INSTANCE, name: "server-0", properties: { adminPass: "" } }],
			},
		],
		fail: [
			{ title: "a password in clear", resources: [{ type: INSTANCE, name: "server-0", properties: { adminPass: "example" } }] },
			{ title: "a secret is a password too", resources: [{ type: INSTANCE, name: "server-0", properties: { adminPass: new Secret() } }] },
			{ title: "a generated one", resources: [{ type: INSTANCE, name: "server-0", properties: { adminPass: new Unknown() } }] },
		],
	},
};
export default control;
