import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { isInside, LISTENER, POLICY, sendsToTls } from "../../listeners.ts";

const control: Control = {
	id: "lb-redirects-http",
	family: "lb",
	severity: "low",
	title: "Plain HTTP sends people to TLS",
	rationale: "People type a name without https://; a listener that answers in clear keeps them there.",
	remediation: "Give the HTTP listener an L7 policy with action REDIRECT_TO_URL or REDIRECT_PREFIX to https://, and no pool.",
	references: [partial(secnumcloud["10.2"]), supporting(nis2["21.2(j)"])],
	appliesTo: [LISTENER],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(listener, { all, report, notApplicable }) {
		if (String(listener.properties["protocol"]).toUpperCase() !== "HTTP" || isInside(listener)) return notApplicable();
		if (!sendsToTls(listener, all)) report({ path: "", message: "Nothing sends people from plain HTTP to https." });
	},
	examples: {
		pass: [
			{ title: "to a URL", resources: [listener({}), policy({ action: "REDIRECT_TO_URL", redirectUrl: "https://town.example" })] },
			{ title: "by prefix", resources: [listener({}), policy({ action: "REDIRECT_PREFIX", redirectPrefix: "HTTPS://town.example" })] },
			{
				title: "all but one path",
				resources: [
					listener({ defaultPoolId: "acme" }),
					policy({ action: "REDIRECT_TO_URL", redirectUrl: "https://town.example" }),
					{ ...policy({ action: "REDIRECT_TO_POOL", redirectPoolId: "acme" }), name: "acme" },
				],
			},
		],
		fail: [
			{ title: "no policy", resources: [listener({ defaultPoolId: "app" })] },
			{ title: "to plain HTTP", resources: [listener({}), policy({ action: "REDIRECT_TO_URL", redirectUrl: "http://town.example" })] },
			{
				title: "a policy that is switched off",
				resources: [listener({}), policy({ action: "REDIRECT_TO_URL", redirectUrl: "https://town.example", adminStateUp: false })],
			},
			{
				title: "a policy of another listener",
				resources: [listener({}), policy({ listenerId: "other", action: "REDIRECT_TO_URL", redirectUrl: "https://town.example" })],
			},
		],
		unknown: [
			{ title: "where to is not known", resources: [listener({}), policy({ action: "REDIRECT_TO_URL", redirectUrl: new Unknown() })] },
			{ title: "policies may lie outside this part", partial: true, resources: [listener({})] },
		],
		notApplicable: [
			{ title: "TLS", resources: [listener({ protocol: "TERMINATED_HTTPS" })] },
			{ title: "inside, from private IPv4", resources: [listener({ allowedCidrs: ["10.20.0.0/16"] })] },
			{ title: "inside, from private IPv6", resources: [listener({ allowedCidrs: ["fd00:20::/48"] })] },
		],
	},
};
export default control;

function listener(properties: Properties): ExampleResource {
	return {
		type: LISTENER,
		name: "web",
		id: "web",
		properties: { loadbalancerId: "edge", protocol: "HTTP", protocolPort: 80, ...properties },
	};
}
function policy(properties: Properties): ExampleResource {
	return { type: POLICY, name: "to-tls", properties: { listenerId: "web", ...properties } };
}
