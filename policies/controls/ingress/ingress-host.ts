import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { hosts, ingress, rule, to } from "../../examples/ingresses.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { defaultBackend, rulesOf } from "../../ingresses.ts";
import { INGRESSES } from "../../kinds.ts";

const control: Control = {
	id: "ingress-host",
	family: "ingress",
	severity: "medium",
	title: "Every rule of an Ingress names its host",
	rationale:
		"A rule without a host, or for a star, answers for names that are another tenant's or nobody's yet, and takes what is sent to them.",
	remediation: "Name the host in each rule of spec.rules, and leave out defaultBackend.",
	references: [partial(secnumcloud["13.2"]), partial(secnumcloud["9.7"]), supporting(nis2["21.2(g)"])],
	appliesTo: INGRESSES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(ingress, { report, each }) {
		const rules = rulesOf(ingress);
		if (rules.length === 0) report({ path: "", message: "It has no rule, so that it answers for every host." });
		else if (defaultBackend(ingress) !== undefined) report({ path: "/spec", message: "Its default backend answers for every host." });
		each(rules, ({ host }, index) => {
			const path = `/spec/rules/${index}`;
			if (!host) report({ path, message: "A rule names no host, so that it answers for every one." });
			else if (host.includes("*")) report({ path: `${path}/host`, message: `A rule answers for every host of ${host}.` });
		});
	},
	examples: {
		pass: [
			{ title: "a host", resources: [hosts("town.example")] },
			{ title: "two", resources: [hosts("town.example", "www.town.example")] },
			{ title: "an old version of the API", resources: [ingress({ rules: [rule("town.example")] }, {}, "extensions/v1beta1")] },
		],
		fail: [
			...[undefined, null, ""].map((host) => ({ title: "no host", resources: [hosts(host)] })),
			{ title: "a star", resources: [hosts("*.town.example")], says: "*.town.example" },
			{ title: "one of two", resources: [hosts("town.example", undefined)] },
			{ title: "no rule", resources: [ingress({ defaultBackend: to() })], says: "no rule" },
			...[null, []].map((rules) => ({ title: "no rules", resources: [ingress({ rules })] })),
			{
				title: "a default beside a rule",
				resources: [ingress({ defaultBackend: to(), rules: [rule("town.example")] })],
				says: "default backend",
			},
			{
				title: "a default of the old API",
				resources: [
					ingress({ backend: { serviceName: "web", servicePort: 80 }, rules: [rule("town.example")] }, {}, "networking.k8s.io/v1beta1"),
				],
			},
		],
		unknown: [
			{ title: "the host is not known", resources: [hosts(new Unknown())] },
			{ title: "the rules are not known", resources: [ingress({ rules: new Unknown() })] },
		],
	},
};
export default control;
