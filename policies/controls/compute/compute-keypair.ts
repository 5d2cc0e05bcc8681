import type { Properties } from "../../../inventory/resource.ts";
import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";

const INSTANCE = "openstack:compute/instance:Instance";

/** cloud-init's own switch, at the top level of a cloud-config. Source: cloud-init, module "Set Passwords". */
const NO_PASSWORD_LOGIN = /^ssh_pwauth:[ \t]*["']?(false|no|0|False|FALSE)["']?[ \t]*(#.*)?$/m;
const CLOUD_CONFIG = /^#cloud-config\s/;

const control: Control = {
	id: "compute-keypair",
	family: "compute",
	severity: "medium",
	title: "Administrators log in with a key",
	rationale: "Without a key pair the only ways in are a password, which can be guessed, or the console, which leaves no name behind.",
	remediation: "Set keyPair, or say ssh_pwauth: false in the cloud-config of userData.",
	references: [partial(nis2["21.2(j)"]), partial(secnumcloud["9.6"]), supporting(gdpr["32(1)(b)"])],
	appliesTo: [INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { keyPair } = properties as { keyPair?: string | null };
		if (keyPair) return;
		if (present(properties, "userData")) {
			const userData = String(properties["userData"]);
			if (CLOUD_CONFIG.test(userData) && NO_PASSWORD_LOGIN.test(userData)) return;
		}
		report({
			path: present(properties, "userData") ? "/userData" : "",
			message: "It has no key pair, and nothing turns password login off.",
		});
	},
	examples: {
		pass: [
			{ title: "a key pair", resources: [instance({ keyPair: "admin" })] },
			{
				title: "cloud-init turns passwords off",
				resources: [instance({ userData: "#cloud-config\nssh_pwauth: false # keys come from LDAP\n" })],
			},
			{ title: "a key pair beside secret user data", resources: [instance({ keyPair: "admin", userData: new Secret() })] },
		],
		fail: [
			{ title: "nothing", resources: [instance({})] },
			{ title: "user data of nothing", resources: [instance({ userData: null })] },
			{ title: "cloud-init turns passwords on", resources: [instance({ userData: "#cloud-config\nssh_pwauth: true\n" })] },
			{ title: "only a comment says so", resources: [instance({ userData: "#cloud-config\n# ssh_pwauth: false\n" })] },
			{ title: "not a cloud-config", resources: [instance({ userData: "#!/bin/sh\ncat <<E\nssh_pwauth: false\nE\n" })] },
		],
		unknown: [
			{ title: "the key pair is not known", resources: [instance({ keyPair: new Unknown() })] },
			{ title: "user data is secret", resources: [instance({ userData: new Secret() })] },
		],
	},
};
export default control;

function instance(properties: Properties): ExampleResource {
	return { type: INSTANCE, name: "server-0", properties: { name: "server-0", ...properties } };
}
