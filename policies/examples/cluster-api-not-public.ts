import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "./clusters.ts";

export const examples: Control["examples"] = {
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
};
