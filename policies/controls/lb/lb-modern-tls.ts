import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { tlsListener } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";
import { endsTls, LISTENER } from "../../listeners.ts";

/** Suites that keep what was recorded when the key is lost; RFC 9325 asks for nothing else, and forbids the words below. */
const FORWARD_SECRET = /^(TLS_(AES|CHACHA20)_|(EC)?DHE-)/;
const WEAK = /NULL|EXP|RC4|DES|MD5|IDEA|SEED|ANON/;

const control: Control<{ versions: readonly string[] }> = {
	id: "lb-modern-tls",
	family: "lb",
	severity: "high",
	title: "The listener speaks TLS 1.2 or newer, with strong ciphers",
	rationale: "Older versions and weak ciphers can be broken or forced upon both sides, and what was recorded is read later.",
	remediation: 'Set tlsVersions to ["TLSv1.2", "TLSv1.3"], and tlsCiphers to suites that begin with TLS_ or ECDHE-.',
	references: [direct(secnumcloud["10.2"]), direct(nis2["21.2(h)"]), partial(gdpr["32(1)(a)"])],
	appliesTo: [LISTENER],
	scope: "resource",
	// Inputs of provider 5 only; where they are absent in a plan or state Octavia decides, and only a live cloud shows what.
	sources: ["plan", "state", "live"],
	parameters: {
		versions: {
			description: "Versions of TLS that may be spoken.",
			default: ["TLSv1.2", "TLSv1.3"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(listener, { all, parameters, each, report, unknown, notApplicable }) {
		if (!endsTls(listener)) return notApplicable();
		const { tlsVersions, tlsCiphers } = listener.properties as { tlsVersions?: readonly string[]; tlsCiphers?: string };
		const versions = items(tlsVersions, listener, "/tlsVersions");
		if (versions.length === 0 && !present(listener.properties, "tlsCiphers"))
			return all.sourceOf(listener) === "live" ? unknown("", "this Octavia does not say which versions it speaks") : notApplicable();
		each(versions, (version, index) => {
			if (!parameters.versions.includes(String(version))) report({ path: `/tlsVersions/${index}`, message: `${version} is spoken.` });
		});
		const names = String(tlsCiphers ?? "").split(/[:, ]+/);
		const weak = names.filter((name) => /^[A-Z]/i.test(name) && (!FORWARD_SECRET.test(name) || WEAK.test(name)));
		if (weak.length > 0)
			report({ path: "/tlsCiphers", message: `${weak.join(", ")}: weak, or without forward secrecy, or a group that holds such.` });
	},
	examples: {
		pass: [
			{ title: "1.2 and 1.3", resources: [tlsListener({ tlsVersions: ["TLSv1.2", "TLSv1.3"] })] },
			{ title: "strong ciphers", resources: [tlsListener({ tlsCiphers: "TLS_AES_256_GCM_SHA384:ECDHE-RSA-AES256-GCM-SHA384:!aNULL" })] },
			{ title: "live", resources: [tlsListener({ tlsVersions: ["TLSv1.3"] })], source: "live" },
		],
		fail: [
			{ title: "1.0", resources: [tlsListener({ tlsVersions: ["TLSv1", "TLSv1.2"] })] },
			{ title: "1.1, beside one that is not known", resources: [tlsListener({ tlsVersions: [new Unknown(), "TLSv1.1"] })] },
			{
				title: "a weak cipher",
				resources: [tlsListener({ tlsVersions: ["TLSv1.2"], tlsCiphers: "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-DES-CBC3-SHA" })],
			},
			{ title: "no forward secrecy", resources: [tlsListener({ tlsCiphers: "AES256-GCM-SHA384" })] },
			{ title: "a group of ciphers", resources: [tlsListener({ tlsCiphers: "HIGH:!aNULL" })] },
			{ title: "what the pack forbids", resources: [tlsListener({ tlsVersions: ["TLSv1.2"] })], parameters: { versions: ["TLSv1.3"] } },
		],
		unknown: [
			{ title: "the versions are not known", resources: [tlsListener({ tlsVersions: new Unknown() })] },
			{ title: "live, and not said", resources: [tlsListener({})], source: "live" },
		],
		notApplicable: [
			{ title: "a plan that says nothing", resources: [tlsListener({})] },
			{ title: "TLS passes through", resources: [tlsListener({ protocol: "HTTPS" })] },
		],
	},
};
export default control;
