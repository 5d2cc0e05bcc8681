import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { tlsListener } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { endsTls, LISTENER } from "../../listeners.ts";

const control: Control<{ minimumSeconds: number }> = {
	id: "lb-hsts",
	family: "lb",
	severity: "low",
	title: "Browsers are told to come over TLS only",
	rationale: "Without HSTS the first call of a browser goes in clear, and whoever stands between can keep it there.",
	remediation: "Set hstsMaxAge to 31536000 (a year), once everything under the name speaks TLS.",
	references: [partial(secnumcloud["10.2"]), supporting(nis2["21.2(j)"])],
	appliesTo: [LISTENER],
	scope: "resource",
	// An input of provider 5 only, and of Octavia 2023.2: where it is absent in a plan or state, only a live cloud shows what holds.
	sources: ["plan", "state", "live"],
	parameters: {
		minimumSeconds: {
			description: "Seconds that browsers have to remember it.",
			default: 31_536_000,
			schema: { type: "integer", minimum: 1 },
		},
	},
	check(listener, { all, parameters: { minimumSeconds }, report, notApplicable }) {
		if (!endsTls(listener)) return notApplicable();
		if (!present(listener.properties, "hstsMaxAge"))
			return all.sourceOf(listener) === "live"
				? report({ path: "", message: "Browsers are not told to come over TLS only." })
				: notApplicable();
		const { hstsMaxAge } = listener.properties as { hstsMaxAge: number };
		if (!(Number(hstsMaxAge) >= minimumSeconds))
			report({ path: "/hstsMaxAge", message: `Browsers remember it for ${hstsMaxAge} seconds; ${minimumSeconds} are the least.` });
	},
	examples: {
		pass: [
			{ title: "a year", resources: [tlsListener({ hstsMaxAge: 31_536_000 })] },
			{ title: "two years, with every name below", resources: [tlsListener({ hstsMaxAge: 63_072_000, hstsIncludeSubdomains: true })] },
			{ title: "what the pack asks for", resources: [tlsListener({ hstsMaxAge: 86_400 })], parameters: { minimumSeconds: 86_400 } },
		],
		fail: [
			{ title: "a day", resources: [tlsListener({ hstsMaxAge: 86_400 })] },
			{ title: "switched off", resources: [tlsListener({ hstsMaxAge: 0 })] },
			{ title: "live, and absent", resources: [tlsListener({})], source: "live" },
		],
		unknown: [{ title: "for how long is not known", resources: [tlsListener({ hstsMaxAge: new Unknown() })] }],
		notApplicable: [
			{ title: "a plan that says nothing", resources: [tlsListener({})] },
			{ title: "TLS passes through", resources: [tlsListener({ protocol: "HTTPS" })] },
		],
	},
};
export default control;
