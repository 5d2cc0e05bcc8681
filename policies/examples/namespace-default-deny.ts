import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl, ExampleResource } from "../control.ts";
import { container, deployment, manifest, namespace, networkPolicy } from "./kubernetes.ts";
import { cilium } from "./network-policies.ts";

const spec = { containers: [container()] };
const workload = deployment(spec);
const BOTH = ["Ingress", "Egress"];
const own = { from: [{ podSelector: {} }] };

function town(...policies: ExampleResource[]): ExampleResource[] {
	return [namespace("town"), workload, ...policies];
}
function deny(...policyTypes: string[]): ExampleResource {
	return { ...networkPolicy({ podSelector: {}, policyTypes }), id: `deny ${policyTypes.join()}` };
}

/** Examples of the control `namespace-default-deny`. */
export const namespaceDefaultDenyExamples: AnyControl["examples"] = {
	pass: [
		{ title: "one policy for both directions", resources: town(deny(...BOTH)) },
		{
			title: "a policy for each, and one flow",
			resources: town(deny("Ingress"), deny("Egress"), networkPolicy({ podSelector: {}, ingress: [own] })),
		},
		{
			title: "a policy for every pod that allows some traffic",
			resources: town(networkPolicy({ podSelector: {}, ingress: [own], egress: [{ to: own.from }] })),
		},
		{ title: "an old version of the API", resources: town({ ...deny(...BOTH), type: "extensions/v1beta1/NetworkPolicy" }) },
		{ title: "a workload whose namespace is not in the list", resources: [workload, deny(...BOTH)] },
	],
	fail: [
		{ title: "no policy", resources: town() },
		{ title: "only ingress, which is what absent types mean", resources: town(networkPolicy({ podSelector: {} })) },
		{
			title: "only ingress, which is what empty types mean",
			resources: town(networkPolicy({ podSelector: {}, policyTypes: [], egress: [] })),
		},
		{ title: "only some pods", resources: town(networkPolicy({ podSelector: { matchLabels: { app: "web" } }, policyTypes: BOTH })) },
		{ title: "in another namespace", resources: town(networkPolicy({ podSelector: {}, policyTypes: BOTH }, "other")) },
		{ title: "denied, and all allowed again", resources: town(deny(...BOTH), networkPolicy({ podSelector: {}, egress: [{}] })) },
		{ title: "an absent namespace is `default`", resources: [manifest("v1", "Pod", "web", { spec }), deny(...BOTH)] },
	],
	unknown: [
		{ title: "types are not known", resources: town(networkPolicy({ podSelector: {}, policyTypes: new Unknown() })) },
		{ title: "another engine's policy, which is not judged", resources: town(cilium), says: "CiliumNetworkPolicy" },
		{ title: "policies may lie outside this part", partial: true, resources: town() },
	],
	notApplicable: [
		{ title: "no pods", resources: [namespace("town")] },
		{ title: "a workload whose namespace is judged itself", resources: [workload, namespace("town")] },
	],
};
