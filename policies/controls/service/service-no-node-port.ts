import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { service } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { SERVICES } from "../../kinds.ts";
import { typeOf } from "../../kubernetes-services.ts";

const control: Control = {
	id: "service-no-node-port",
	family: "service",
	severity: "medium",
	title: "No Service opens a port on every node",
	rationale: "A node port is reachable wherever a node is, past the gateway with its TLS and its logs, and past most network policies.",
	remediation: "Use type ClusterIP, and let an Ingress, a Gateway or a load balancer be the way in.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(g)"])],
	appliesTo: SERVICES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report }) {
		if (typeOf(subject) === "NodePort") report({ path: "/spec/type", message: "It opens a port on every node." });
	},
	examples: {
		pass: [
			{ title: "inside the cluster", resources: [service({ type: "ClusterIP" })] },
			...[undefined, null, ""].map((type) => ({ title: "not said", resources: [service(type === undefined ? {} : { type })] })),
			{ title: "a load balancer, which is judged by its ranges", resources: [service({ type: "LoadBalancer" })] },
		],
		fail: [
			{ title: "on every node", resources: [service({ type: "NodePort" })] },
			{ title: "a port of one's own choice", resources: [service({ type: "NodePort", ports: [{ port: 80, nodePort: 30_080 }] })] },
		],
		unknown: [{ title: "the type is not known", resources: [service({ type: new Unknown() })] }],
	},
};
export default control;
