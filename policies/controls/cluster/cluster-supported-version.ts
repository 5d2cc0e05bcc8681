import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { tellsVersion, versionsOf } from "../../cluster-versions.ts";
import type { Control } from "../../control.ts";
import { kubeadm } from "../../examples/clusters.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { instance } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const running = (image: string | Unknown) =>
	manifest("v1", "Pod", "kube-apiserver", { spec: { containers: [{ image, command: ["kube-apiserver"] }] } }, "kube-system");
const node = (kubeletVersion: string | Unknown) => manifest("v1", "Node", "one", { status: { nodeInfo: { kubeletVersion } } });
const template = (properties: Properties) => ({
	type: "openstack:containerinfra/clusterTemplate:ClusterTemplate",
	name: "town",
	properties,
});
const installs = (line: string) => instance({ userData: `#!/bin/sh\ncurl -sfL https://get.town.example | ${line} sh -\n` });

const control: Control = {
	id: "cluster-supported-version",
	family: "cluster",
	severity: "high",
	title: "The cluster runs a release that is still mended",
	rationale: "A fault that is found after the end of a release is published and never mended: the cluster stays open to it.",
	remediation: "Move to a minor release whose end lies ahead, one minor at a time, the control plane before the nodes.",
	references: [direct(secnumcloud["12.11"]), direct(nis2["21.2(e)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: tellsVersion,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const versions = versionsOf(subject);
		if (versions.length === 0) return context.notApplicable();
		context.each(versions, ({ path, what, read }) => {
			const version = read();
			const row = context.facts.kubernetesRelease(version);
			if (row === undefined) return context.unknown(path, `until when Kubernetes ${version} is mended is not in the facts`);
			if (row.end >= context.today) return;
			const message = `${what} is Kubernetes ${row.id}, which is mended no more since ${row.end}`;
			if (row.basis === "general") context.unknown(path, `${message}, but that is common knowledge only`);
			else context.report({ path, message: `${message} (${context.facts.cited("kubernetes-versions", row.id, row)}).` });
		});
	},
	examples: {
		pass: [
			{ title: "kubeadm", resources: [kubeadm({ kubernetesVersion: "v1.36.2" })] },
			{ title: "on its last day", resources: [kubeadm({ kubernetesVersion: "v1.35.0" })], today: "2027-02-28" },
			{ title: "a static pod", resources: [running("registry.k8s.io/kube-apiserver:v1.37.0")] },
			{
				title: "RKE2's image",
				resources: [running("registry.town.example:5000/rancher/hardened-kubernetes:v1.36.1-rke2r1-build20260520")],
			},
			{ title: "a node", resources: [node("v1.36.3+k3s1")] },
			{ title: "a template of Magnum", resources: [template({ labels: { kube_tag: "v1.36.1" } })] },
			{ title: "an installer in user data", resources: [installs("INSTALL_RKE2_VERSION=v1.36.2+rke2r1")] },
		],
		fail: [
			{ title: "kubeadm", resources: [kubeadm({ kubernetesVersion: "v1.30.4" })], says: "no more since 2025-07-15" },
			{ title: "a stable channel that has ended", resources: [kubeadm({ kubernetesVersion: "stable-1.29" })] },
			{ title: "the day after", resources: [kubeadm({ kubernetesVersion: "1.34.9" })], today: "2026-10-28" },
			{ title: "a static pod", resources: [running("registry.k8s.io/kube-apiserver:v1.28.15@sha256:0123")] },
			{ title: "RKE2's image", resources: [running("rancher/hardened-kubernetes:v1.31.14-rke2r1-build20251111")] },
			{ title: "a node", resources: [node("v1.33.10")], says: "The node" },
			{ title: "a template of Magnum", resources: [template({ labels: { kube_tag: "v1.27.8" } })] },
			{ title: "an installer in user data", resources: [installs('INSTALL_K3S_VERSION="v1.31.1+k3s1"')] },
		],
		unknown: [
			{ title: "a release that the facts don't hold", resources: [kubeadm({ kubernetesVersion: "v1.99.0" })] },
			{ title: "no release", resources: [kubeadm({ kubernetesVersion: "stable" })] },
			{ title: "ended, as far as common knowledge goes", resources: [node("v1.32.1")], says: "common knowledge" },
			{ title: "not known", resources: [kubeadm({ kubernetesVersion: new Unknown() })] },
			{ title: "an image by digest", resources: [running("registry.k8s.io/kube-apiserver@sha256:0123")] },
			{ title: "an image is not known", resources: [running(new Unknown())] },
			{ title: "a node's is not known", resources: [node(new Unknown())] },
		],
		notApplicable: [{ title: "kubeadm doesn't say", resources: [kubeadm()] }],
	},
};
export default control;
