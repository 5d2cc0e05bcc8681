import { configuresCluster, eachComponent } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-api-not-public.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { hostOf, isPublicAddress } from "../../public-address.ts";

const FLAGS = ["advertise-address", "control-plane-endpoint", "node-external-ip", "tls-san", "external-hostname"];
const INSIDE = /(^localhost|\.(internal|local|lan|home\.arpa|svc))$/i;

const control: Control<{ privateNames: readonly string[] }> = {
	id: "cluster-api-not-public",
	family: "cluster",
	severity: "high",
	title: "The cluster's API is not on a public address",
	rationale:
		"An API server that the world reaches is tried by the world: one hole, or one leaked kubeconfig, and the cluster is somebody else's.",
	remediation: "Advertise a private address, put controlPlaneEndpoint on a private name, and let administrators in over a bastion or VPN.",
	references: [
		direct(secnumcloud["9.6"]),
		direct(secnumcloud["12.12"]),
		partial(secnumcloud["13.2"]),
		partial(gdpr["25(2)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		privateNames: {
			description: "Names that lead to a private address only.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			const port = component.get("insecure-port") ?? "0";
			if (port !== "0")
				context.report({
					path: component.path("insecure-port"),
					message: `kube-apiserver: it answers without TLS or login on port ${port}.`,
				});
			context.each(FLAGS, (flag) => {
				for (const host of (component.get(flag) ?? "").split(",").map(hostOf).filter(Boolean))
					if (isPublicAddress(host))
						context.report({ path: component.path(flag), message: `kube-apiserver: its address ${host} is public (${flag}).` });
			});
			context.each(["control-plane-endpoint"], (flag) => {
				const host = hostOf(component.get(flag) ?? "");
				if (/[a-z]/i.test(host) && !host.includes(":") && !INSIDE.test(host) && !context.parameters.privateNames.includes(host))
					context.unknown(component.path(flag), `whether ${host} leads to a public address is not said`);
			});
		});
	},
	examples,
};
export default control;
