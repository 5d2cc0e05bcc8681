import { Unknown } from "../../../inventory/resource.ts";
import { isOpenToWorld, sourceRanges } from "../../balancers.ts";
import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { balancer } from "../../examples/services.ts";
import { service } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { SERVICES } from "../../kinds.ts";
import { typeOf } from "../../kubernetes-services.ts";

const RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
const OPENSTACK = "service.beta.kubernetes.io/openstack-internal-load-balancer";

const control: Control = {
	id: "service-source-ranges",
	family: "service",
	severity: "high",
	title: "A load balancer names who may reach it, unless it is public",
	rationale: "A balancer without source ranges is reachable from everywhere, whether it carries the public's pages or somebody's database.",
	remediation:
		"Set spec.loadBalancerSourceRanges, ask for an internal balancer, or annotate the Service with socle/public-edge where it is for everybody.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(g)"])],
	appliesTo: SERVICES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, notApplicable }) {
		if (typeOf(subject) !== "LoadBalancer") return notApplicable();
		if (declares(subject, "public-edge") || !isOpenToWorld(subject)) return;
		const named = sourceRanges(subject);
		if (named === undefined)
			report({ path: "/spec/loadBalancerSourceRanges", message: "Everybody reaches its load balancer: it names no source ranges." });
		else report({ path: named.path, message: `Everybody reaches its load balancer: ${named.ranges.join(", ")} is the world.` });
	},
	examples: {
		pass: [
			{ title: "a partner's range", resources: [balancer({ loadBalancerSourceRanges: ["203.0.113.8/29", "2001:db8:7::/48"] })] },
			{ title: "as an annotation", resources: [balancer({}, { [RANGES]: "203.0.113.8/29, 192.0.2.0/24" })] },
			{
				title: "the field wins over the annotation",
				resources: [balancer({ loadBalancerSourceRanges: ["203.0.113.8/29"] }, { [RANGES]: "0.0.0.0/0" })],
			},
			{ title: "declared", resources: [balancer({}, { "socle/public-edge": "the town's pages" })] },
			...[
				[OPENSTACK, "true"],
				["service.beta.kubernetes.io/azure-load-balancer-internal", "True"],
				["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
				["networking.gke.io/load-balancer-type", "Internal"],
			].map(([key = "", value = ""]) => ({ title: `internal: ${key}`, resources: [balancer({}, { [key]: value })] })),
		],
		fail: [
			{ title: "no ranges", resources: [balancer()], says: "names no source ranges" },
			...[null, []].map((loadBalancerSourceRanges) => ({ title: "none", resources: [balancer({ loadBalancerSourceRanges })] })),
			{ title: "any address", resources: [balancer({ loadBalancerSourceRanges: ["0.0.0.0/0"] })], says: "0.0.0.0/0 is the world" },
			{ title: "any address of IPv6, as an annotation", resources: [balancer({}, { [RANGES]: "203.0.113.8/29,::/0" })] },
			{ title: "halves", resources: [balancer({ loadBalancerSourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] })] },
			{ title: "an empty annotation", resources: [balancer({}, { [RANGES]: "" })] },
			{ title: "said not to be internal", resources: [balancer({}, { [OPENSTACK]: "false" })] },
			{ title: "a public scheme", resources: [balancer({}, { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" })] },
		],
		unknown: [
			{ title: "ranges are not known", resources: [balancer({ loadBalancerSourceRanges: new Unknown() })] },
			{ title: "no range", resources: [balancer({ loadBalancerSourceRanges: ["everybody"] })] },
			{ title: "the type is not known", resources: [service({ type: new Unknown() })] },
			{ title: "annotations are not known", resources: [balancer({}, new Unknown() as never)] },
		],
		notApplicable: [{ title: "no load balancer", resources: [service()] }],
	},
};
export default control;
