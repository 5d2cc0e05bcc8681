import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { configured, PROVIDER, provider } from "../../provider-configuration.ts";

const control: Control = {
	id: "identity-tls-verified",
	family: "identity",
	severity: "high",
	title: "The cloud's certificate is checked",
	rationale: "Who does not check the certificate hands password and token to whoever answers first.",
	remediation: "Remove insecure, and name the authority's certificate in cacertFile where it is not a public one.",
	references: [direct(secnumcloud["10.2"]), direct(nis2["21.2(j)"]), partial(secnumcloud["12.12"]), partial(gdpr["32(1)(a)"])],
	appliesTo: [PROVIDER],
	scope: "resource",
	// A live cloud does not know how it was reached.
	sources: ["plan", "state"],
	check(subject, { report, notApplicable }) {
		if (configured(subject, "insecure") === true)
			return report({ path: "/insecure", message: "Any certificate is taken for the cloud's." });
		// clouds.yaml may say `verify: false`, and is not in the list.
		if (!present(subject.properties, "insecure") && !present(subject.properties, "authUrl")) notApplicable();
	},
	examples: {
		pass: [
			{ title: "checked, since nothing says otherwise", resources: [provider({ authUrl: "https://identity.town.example/v3" })] },
			{ title: "said so", resources: [provider({ cloud: "town-hall", insecure: "false" })] },
			{
				title: "with an authority of one's own",
				resources: [provider({ authUrl: "https://identity.town.example/v3", cacertFile: "/etc/ssl/town.pem" })],
			},
		],
		fail: [
			{ title: "not checked", resources: [provider({ authUrl: "https://identity.town.example/v3", insecure: "true" })] },
			{ title: "not checked, as Terraform writes it", resources: [provider({ cloud: "town-hall", insecure: true })] },
		],
		unknown: [{ title: "not known", resources: [provider({ cloud: "town-hall", insecure: new Unknown() })] }],
		notApplicable: [{ title: "a cloud of clouds.yaml", resources: [provider({ cloud: "town-hall" })] }],
	},
};
export default control;
