import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { service } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { SERVICES } from "../../kinds.ts";
import { serviceOf } from "../../kubernetes-services.ts";

const control: Control = {
	id: "service-no-external-ips",
	family: "service",
	severity: "high",
	title: "No Service claims addresses for itself",
	rationale:
		"Whoever may write a Service takes over the traffic to any address by naming it in externalIPs (CVE-2020-8554, which Kubernetes does not mend).",
	remediation: "Remove spec.externalIPs; let a load balancer give the address.",
	references: [direct(secnumcloud["13.2"]), partial(secnumcloud["9.7"]), partial(gdpr["5(1)(f)"]), partial(nis2["21.2(e)"])],
	appliesTo: SERVICES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report }) {
		const claimed = items(serviceOf(subject).externalIPs, subject, "/spec/externalIPs");
		if (claimed.length > 0) report({ path: "/spec/externalIPs", message: `It claims ${claimed.join(", ")}.` });
	},
	examples: {
		pass: [
			{ title: "none", resources: [service()] },
			{ title: "an empty list", resources: [service({ externalIPs: [] })] },
			{ title: "null", resources: [service({ externalIPs: null })] },
		],
		fail: [
			{ title: "an address", resources: [service({ externalIPs: ["203.0.113.7"] })], says: "203.0.113.7" },
			{ title: "an address of IPv6", resources: [service({ type: "LoadBalancer", externalIPs: ["2001:db8::7"] })] },
		],
		unknown: [
			{ title: "not known", resources: [service({ externalIPs: new Unknown() })] },
			{ title: "no list", resources: [service({ externalIPs: "203.0.113.7" })] },
		],
	},
};
export default control;
