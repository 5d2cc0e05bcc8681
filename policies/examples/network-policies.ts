import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";
import { manifest } from "./kubernetes.ts";
import { LABELS } from "./workloads.ts";

/** Short forms for the examples of controls over network policies, all for the pods `app: web` in namespace `town`. */

export const policy = (spec: Properties, metadata: Properties = {}, apiVersion = "networking.k8s.io/v1"): ExampleResource =>
	manifest(apiVersion, "NetworkPolicy", "web", { metadata, spec: { podSelector: { matchLabels: LABELS }, ...spec } }, "town");

export const cilium: ExampleResource = manifest("cilium.io/v2", "CiliumNetworkPolicy", "web", { spec: { endpointSelector: {} } }, "town");

const block = (cidr: string, ...except: string[]): Properties => ({ ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } });

/** The stories that hold of both directions; `key` is where a rule names its peers. */
export function worldExamples(direction: "ingress" | "egress", word: string) {
	const key = direction === "ingress" ? "from" : "to";
	const types = { policyTypes: [direction === "ingress" ? "Ingress" : "Egress"] };
	const rules = (...list: Properties[]) => policy({ ...types, [direction]: list });
	const to = (...peers: Properties[]) => rules({ [key]: peers });
	const ports = (...list: Properties[]) => ({ ports: list });
	const one = (title: string, resource: ExampleResource): Example => ({ title, resources: [resource] });
	return {
		pass: [
			one("no rule", policy(types)),
			one("pods", to({ podSelector: {} })),
			one("namespaces", to({ namespaceSelector: {} })),
			one("a partner's range", to(block("203.0.113.8/29"))),
			one("a wide private range", to(block("10.0.0.0/8"))),
			one("a wide range, of which little is left", to(block("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1"))),
			one("the other direction only", policy({ policyTypes: [direction === "ingress" ? "Egress" : "Ingress"], [direction]: [{}] })),
			one(
				"halves on different ports",
				rules(
					{ [key]: [block("0.0.0.0/8"), block("12.0.0.0/8")], ...ports({ port: 5432 }) },
					{ [key]: [block("13.0.0.0/8")], ...ports({ port: 5433 }) },
				),
			),
			one("declared", policy({ ...types, [direction]: [{}] }, { annotations: { [`socle/${word}`]: "for everybody" } })),
		],
		fail: [
			one("an empty rule", rules({})),
			one("no peers", rules({ [key]: [] })),
			one("null peers", rules({ [key]: null, ...ports({ port: 8080 }) })),
			one("any address", to(block("0.0.0.0/0"))),
			one("any address of IPv6", to(block("::/0"))),
			one("any address but the private ones", to(block("0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))),
			one("halves", to(block("0.0.0.0/1"), block("128.0.0.0/1"))),
			one("half of IPv6", to(block("2000::/3"))),
			one(
				"in rules that together are the world",
				rules({ [key]: [block("12.0.0.0/8")], ...ports({ port: 5432 }) }, { [key]: [block("13.0.0.0/8")], ...ports({ port: 5432 }) }),
			),
			one("among others", rules({ [key]: [{ podSelector: {} }] }, { [key]: [{ podSelector: {} }, block("0.0.0.0/0")] })),
			one("without types", policy({ [direction]: [{}] })),
			one("with types that are empty", policy({ policyTypes: [], [direction]: [{}] })),
			one("an old version of the API", policy({ [direction]: [{}] }, {}, "extensions/v1beta1")),
			one("declared, and taken back", policy({ ...types, [direction]: [{}] }, { annotations: { [`socle/${word}`]: "no" } })),
			one("behind a rule that is not known", rules(new Unknown() as never, {})),
		],
		unknown: [
			one("the range is not known", to({ ipBlock: { cidr: new Unknown() } })),
			one("no range", to(block("everywhere"))),
			one("what is left out is no range", to(block("0.0.0.0/0", "inside"))),
			one("a peer of nothing", to({})),
			one("the types are not known", policy({ policyTypes: new Unknown(), [direction]: [{}] })),
		],
	};
}
