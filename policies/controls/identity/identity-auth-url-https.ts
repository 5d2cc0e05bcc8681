import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { escapeToken, present } from "../../guard.ts";
import { configured, PROVIDER, provider } from "../../provider-configuration.ts";

/** In clear, and further than this machine. */
const CLEAR = /^http:\/\/(?!(localhost|127(\.\d+){3}|\[::1\])([:/]|$))/i;

const control: Control = {
	id: "identity-auth-url-https",
	family: "identity",
	severity: "high",
	title: "The cloud is called over https",
	rationale: "The password goes to the first of these addresses and the token to all others: whoever is on the way takes over the project.",
	remediation: "Write https:// in authUrl and in each of endpointOverrides.",
	references: [direct(secnumcloud["10.2"]), direct(nis2["21.2(j)"]), partial(secnumcloud["12.12"]), partial(gdpr["32(1)(a)"])],
	appliesTo: [PROVIDER],
	scope: "resource",
	// A live cloud does not know how it was reached.
	sources: ["plan", "state"],
	check(subject, { each, report, notApplicable }) {
		const keys = ["authUrl", "endpointOverrides"].filter((key) => present(subject.properties, key));
		if (keys.length === 0) return notApplicable(); // clouds.yaml has them.
		each(keys, (key) => {
			const value = configured(subject, key);
			const urls: [string, unknown][] = typeof value === "object" && value !== null ? Object.entries(value) : [["", value]];
			const own = typeof subject.properties[key] === "object";
			for (const [service, url] of urls) {
				if (!CLEAR.test(String(url))) continue;
				const path = own ? `/${key}/${escapeToken(service)}` : `/${key}`;
				report({ path, message: `${service === "" ? "The identity service" : service} is called in clear (${url}).` });
			}
		});
	},
	examples: {
		pass: [
			{ title: "https", resources: [provider({ authUrl: "https://identity.town.example:5000/v3" })] },
			{
				title: "https, with another endpoint",
				resources: [
					provider({ authUrl: "https://[2001:db8::7]:5000/v3", endpointOverrides: '{"compute":"https://compute.town.example/v2.1/"}' }),
				],
			},
			{ title: "this machine, IPv4", resources: [provider({ authUrl: "http://127.0.0.1:5000/v3" })] },
			{ title: "this machine, IPv6", resources: [provider({ authUrl: "http://[::1]:5000/v3" })] },
		],
		fail: [
			{ title: "http", resources: [provider({ authUrl: "http://identity.town.example:5000/v3" })] },
			{ title: "http to an IPv6 address", resources: [provider({ authUrl: "HTTP://[2001:db8::7]:5000/v3" })] },
			{ title: "a host that begins like this machine", resources: [provider({ authUrl: "http://127.0.0.1.town.example/v3" })] },
			{
				title: "one endpoint",
				resources: [provider({ cloud: "town", endpointOverrides: '{"compute":"http://compute.town.example/v2.1/"}' })],
			},
			{
				title: "one endpoint, as Terraform writes it",
				resources: [provider({ endpointOverrides: { compute: "http://compute.town.example/" } })],
			},
		],
		unknown: [{ title: "not known", resources: [provider({ authUrl: new Unknown() })] }],
		notApplicable: [{ title: "a cloud of clouds.yaml", resources: [provider({ cloud: "town-hall" })] }],
	},
};
export default control;
