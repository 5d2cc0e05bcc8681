import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { allowedSources, isPublicEdge, LISTENER } from "../../listeners.ts";
import { isWorld } from "../../world.ts";

const control: Control = {
	id: "lb-restricts-sources",
	family: "lb",
	severity: "medium",
	title: "A listener that is not public names its callers",
	rationale:
		"A listener without allowed ranges answers everyone who reaches its address; who may reach it changes with every route and floating address.",
	remediation: "Set allowedCidrs to the ranges of the callers, or tag the balancer socle:public-edge where it is meant for the world.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [LISTENER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(listener, { all, report }) {
		const sources = allowedSources(listener);
		if (sources.length > 0 && !isWorld(sources)) return;
		if (isPublicEdge(listener, all)) return;
		const path = present(listener.properties, "allowedCidrs") ? "/allowedCidrs" : "";
		report({
			path,
			message:
				sources.length > 0
					? "It allows the world, and does not say that it is public."
					: "It allows every caller, and does not say that it is public.",
		});
	},
	examples: {
		pass: [
			{ title: "callers named, IPv4", resources: [listener({ allowedCidrs: ["192.0.2.0/24", "10.0.0.0/8"] })] },
			{ title: "callers named, IPv6", resources: [listener({ allowedCidrs: ["2001:db8::/32"] })] },
			{ title: "the balancer says that it is public", resources: [listener({}), balancer(["socle:public-edge"])] },
			{ title: "the listener says so", resources: [listener({ tags: ["socle:public-edge"] })] },
		],
		fail: [
			{ title: "nobody named", resources: [listener({}), balancer([])] },
			{ title: "an empty list", resources: [listener({ allowedCidrs: [] }), balancer([])] },
			{ title: "the world, IPv4", resources: [listener({ allowedCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }), balancer([])] },
			{ title: "the world, IPv6", resources: [listener({ allowedCidrs: ["10.0.0.0/8", "::/0"] })] },
		],
		unknown: [
			{ title: "the ranges are not known", resources: [listener({ allowedCidrs: new Unknown() })] },
			{ title: "one range is not known", resources: [listener({ allowedCidrs: ["192.0.2.0/24", new Unknown()] })] },
			{ title: "the balancer lies outside this part", partial: true, resources: [listener({})] },
		],
	},
};
export default control;

function listener(properties: Properties): ExampleResource {
	return { type: LISTENER, name: "web", properties: { loadbalancerId: "edge", protocol: "TERMINATED_HTTPS", ...properties } };
}
function balancer(tags: string[]): ExampleResource {
	return { type: "openstack:loadbalancer/loadBalancer:LoadBalancer", name: "edge", properties: { name: "edge", tags } };
}
