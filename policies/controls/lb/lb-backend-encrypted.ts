import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { LISTENER, POOL, protocolsBefore } from "../../listeners.ts";

/** In these protocols what the balancer unpacked travels on to the servers as it is. */
const CLEAR = ["HTTP", "PROXY", "PROXYV2"];

const control: Control = {
	id: "lb-backend-encrypted",
	family: "lb",
	severity: "medium",
	title: "Balancer and servers speak TLS too",
	rationale: "TLS that ends at the balancer leaves the rest of the way in clear, through a network that others use as well.",
	remediation:
		"Set tlsEnabled on the pool and let the servers answer over TLS, or pass TLS through with protocol HTTPS on listener and pool.",
	references: [direct(secnumcloud["10.2"]), partial(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	appliesTo: [POOL],
	scope: "stack",
	// tlsEnabled is an input of provider 5 only: where it is absent in a plan or state, only a live cloud shows what holds.
	sources: ["plan", "state", "live"],
	check(pool, { all, report, notApplicable }) {
		const { protocol, tlsEnabled } = pool.properties as { protocol?: string; tlsEnabled?: boolean | string };
		const name = String(protocol).toUpperCase();
		if (name === "HTTPS" || tlsEnabled === true || tlsEnabled === "true") return;
		if (!CLEAR.includes(name)) return notApplicable(); // What goes over TCP, UDP or SCTP is the servers' own affair.
		if (name !== "HTTP") {
			const before = protocolsBefore(pool, all);
			if (before.length > 0 && before.every((each) => each === "HTTPS")) return;
		}
		if (!present(pool.properties, "tlsEnabled") && all.sourceOf(pool) !== "live") return notApplicable();
		const path = present(pool.properties, "tlsEnabled") ? "/tlsEnabled" : "/protocol";
		report({ path, message: `The way from the balancer to the servers is ${name} without TLS.` });
	},
	examples: {
		pass: [
			{ title: "TLS to the servers", resources: [pool({ tlsEnabled: true })] },
			{ title: "TLS passes through", resources: [pool({ protocol: "HTTPS" })] },
			{
				title: "TLS passes through, with the caller's address before it",
				resources: [pool({ protocol: "PROXYV2" }), listener("HTTPS")],
				source: "live",
			},
		],
		fail: [
			{ title: "switched off", resources: [pool({ tlsEnabled: false })] },
			{ title: "live, and absent", resources: [pool({})], source: "live" },
			{ title: "unpacked at the listener", resources: [pool({ protocol: "PROXY" }), listener("TERMINATED_HTTPS")], source: "live" },
		],
		unknown: [
			{ title: "whether it is on is not known", resources: [pool({ tlsEnabled: new Unknown() })] },
			{ title: "the protocol is not known", resources: [pool({ protocol: new Unknown() })] },
			{ title: "the listener lies outside this part", partial: true, resources: [pool({ protocol: "PROXY" })] },
		],
		notApplicable: [
			{ title: "a plan that says nothing", resources: [pool({})] },
			{ title: "what the servers speak is not seen", resources: [pool({ protocol: "TCP" })], source: "live" },
		],
	},
};
export default control;

function pool(properties: Properties): ExampleResource {
	return { type: POOL, name: "app", id: "app", properties: { loadbalancerId: "edge", protocol: "HTTP", ...properties } };
}
function listener(protocol: string): ExampleResource {
	return { type: LISTENER, name: "web", properties: { loadbalancerId: "edge", protocol, defaultPoolId: "app" } };
}
