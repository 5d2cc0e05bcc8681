import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "../../examples/clusters.ts";
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
	examples: {
		pass: [
			...everyForm("a private address", { "kube-apiserver": { "advertise-address": "10.20.0.10" } }),
			{ title: "nothing said", resources: [kubeadm()] },
			{ title: "kubeadm's endpoint", resources: [kubeadm({ controlPlaneEndpoint: "10.20.0.5:6443" })] },
			{ title: "a name inside", resources: [kubeadm({ controlPlaneEndpoint: "api.town.internal:6443" })] },
			{
				title: "a name that the pack calls private",
				resources: [kubeadm({ controlPlaneEndpoint: "api.town.example" })],
				parameters: { privateNames: ["api.town.example"] },
			},
			{ title: "a private IPv6 address", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "fd00::10" } })] },
			{ title: "RKE2", resources: [rke2({ "tls-san": ["api.town.example", "10.20.0.5"], "node-external-ip": "" })] },
			{ title: "no port without TLS", resources: [program("kube-apiserver", "--insecure-port=0")] },
		],
		fail: [
			...everyForm("a public address", { "kube-apiserver": { "advertise-address": "203.0.113.10" } }),
			{
				title: "kubeadm's endpoint",
				resources: [kubeadm({ controlPlaneEndpoint: "203.0.113.10:6443" })],
				says: "203.0.113.10 is public (control-plane-endpoint)",
			},
			{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "2001:db8::10" } })] },
			{
				title: "kubeadm's next node",
				resources: [joining("Join", { controlPlane: { localAPIEndpoint: { advertiseAddress: "203.0.113.11" } } })],
			},
			{ title: "an IPv6 endpoint", resources: [kubeadm({ controlPlaneEndpoint: "[2001:db8::10]:6443" })] },
			{ title: "RKE2's names", resources: [rke2({ "tls-san": ["api.town.example", "203.0.113.10"] })], says: "tls-san" },
			{ title: "RKE2's node", resources: [rke2({ "node-external-ip": ["203.0.113.10"] })] },
			{ title: "a port without TLS", resources: [program("kube-apiserver", "--insecure-port=8080")], says: "without TLS" },
		],
		unknown: [
			{ title: "a name", resources: [kubeadm({ controlPlaneEndpoint: "api.town.example:6443" })] },
			{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
			{ title: "an address is not known", resources: [rke2({ "advertise-address": new Unknown() })] },
		],
		notApplicable: [{ title: "another part", resources: [program("etcd", "--v=2")] }],
	},
};
export default control;
