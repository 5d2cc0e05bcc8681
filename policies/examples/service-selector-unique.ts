import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { LABELS, service } from "./workloads.ts";

const web = (spec: Properties = {}) => service(spec);
const other = (spec: Properties = {}, metadata: Properties = {}) => service(spec, "other", metadata);

/** Examples of the control `service-selector-unique`. */
export const serviceSelectorUniqueExamples: AnyControl["examples"] = {
	pass: [
		{ title: "other pods", resources: [web(), other({ selector: { app: "api" } })] },
		{ title: "more labels", resources: [web(), other({ selector: { ...LABELS, tier: "front" } })] },
		{ title: "in another namespace", resources: [web(), other({}, { namespace: "other" })] },
		{ title: "the pods' own names beside one address for all", resources: [web(), other({ clusterIP: "None" })] },
		{ title: "other ports of the same pods", resources: [web(), other({ ports: [{ port: 80, targetPort: "metrics" }] })] },
		{ title: "the same port of another protocol", resources: [web(), other({ ports: [{ port: 80, protocol: "UDP" }] })] },
	],
	fail: [
		{ title: "the same", resources: [web(), other()], says: "Service other" },
		{
			title: "in another order",
			resources: [web({ selector: { app: "web", tier: "front" } }), other({ selector: { tier: "front", app: "web" } })],
		},
		{
			title: "one port of several",
			resources: [
				web({
					ports: [
						{ name: "a", port: 80 },
						{ name: "b", port: 81 },
					],
				}),
				other({
					ports: [
						{ name: "b", port: 81, protocol: "TCP" },
						{ name: "c", port: 82 },
					],
				}),
			],
		},
		{ title: "under another port", resources: [web({ ports: [{ port: 80, targetPort: 8080 }] }), other({ ports: [{ port: 8080 }] })] },
		{ title: "both headless", resources: [web({ clusterIP: "None", ports: null }), other({ clusterIP: "None", ports: [] })] },
		{ title: "one open to the outside", resources: [web(), other({ type: "LoadBalancer" })] },
	],
	unknown: [
		{ title: "the selector is not known", resources: [web({ selector: new Unknown() }), other()] },
		{ title: "the other's is not known", resources: [web(), other({ selector: new Unknown() })] },
		{ title: "others may lie outside this part", partial: true, resources: [web()] },
	],
	notApplicable: [
		...[null, {}].map((selector) => ({ title: "no selector", resources: [web({ selector }), other({ selector })] })),
		{ title: "a name elsewhere", resources: [web({ type: "ExternalName" }), other({ type: "ExternalName" })] },
	],
};
