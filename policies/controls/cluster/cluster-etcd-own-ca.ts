import { Unknown } from "../../../inventory/resource.ts";
import { apiServers, configuresCluster, eachComponent, expectFlag, obscuredPod } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, nis2, partial, secnumcloud } from "../../frameworks.ts";

/** Where kubeadm puts the cluster's own. */
const CLUSTER = "/etc/kubernetes/pki/ca.crt";

const control: Control = {
	id: "cluster-etcd-own-ca",
	family: "cluster",
	severity: "medium",
	title: "The store of the cluster trusts an authority of its own",
	rationale:
		"Where etcd trusts the cluster's authority, every client certificate of the cluster, a kubelet's too, opens the store of all Secrets.",
	remediation:
		"Give etcd a CA of its own: trusted-ca-file and peer-trusted-ca-file (etcd), etcd-cafile (API server) other than client-ca-file.",
	references: [direct(cisKubernetes["2.7"]), direct(secnumcloud["10.6"]), partial(secnumcloud["9.7"]), partial(nis2["21.2(h)"])],
	appliesTo: configuresCluster,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["etcd", "kube-apiserver"], (component) => {
			const isEtcd = component.name === "etcd";
			const servers = isEtcd ? context.all.once(apiServers) : [component];
			const clusters = new Set([CLUSTER, ...servers.map((server) => server.get("client-ca-file"))]);
			for (const flag of isEtcd ? ["trusted-ca-file", "peer-trusted-ca-file"] : ["etcd-cafile"])
				expectFlag(
					component,
					context,
					flag,
					(value) => value === undefined || !clusters.has(value),
					"etcd trusts the cluster's own authority",
				);
			const hidden = isEtcd ? context.all.once(obscuredPod) : undefined;
			if (hidden !== undefined && ["trusted-ca-file", "peer-trusted-ca-file"].some((flag) => component.says(flag)))
				context.unknown(component.path("trusted-ca-file"), `the pod ${hidden.resource.name}, which may be an API server, can't be read`);
		});
	},
	examples: {
		pass: [
			...everyForm("its own", {
				etcd: { "trusted-ca-file": "/pki/etcd/ca.crt" },
				"kube-apiserver": { "client-ca-file": "/pki/ca.crt", "etcd-cafile": "/pki/etcd/ca.crt" },
			}),
			{ title: "kubeadm, by default", resources: [kubeadm()] },
			{ title: "RKE2, by default", resources: [rke2()] },
			{ title: "nothing said", resources: [program("etcd")] },
			{
				title: "another than the API server's",
				resources: [program("etcd", "--trusted-ca-file=/etcd-ca"), program("kube-apiserver", "--client-ca-file=/ca")],
			},
		],
		fail: [
			...everyForm("the API server's", { "kube-apiserver": { "client-ca-file": "/pki/ca.crt", "etcd-cafile": "/pki/ca.crt" } }),
			{
				title: "that of another pod",
				resources: [program("etcd", "--trusted-ca-file=/ca"), program("kube-apiserver", "--client-ca-file=/ca")],
			},
			{
				title: "members trust it",
				resources: [program("etcd", "--peer-trusted-ca-file=/ca"), program("kube-apiserver", "--client-ca-file=/ca")],
				says: "peer-trusted-ca-file",
			},
			{ title: "kubeadm's", resources: [program("etcd", "--trusted-ca-file=/etc/kubernetes/pki/ca.crt")] },
			{ title: "kubeadm's external etcd", resources: [kubeadm({ etcd: { external: { caFile: "/etc/kubernetes/pki/ca.crt" } } })] },
		],
		unknown: [
			{ title: "an argument is not known", resources: [program("kube-apiserver", "--client-ca-file=/ca", new Unknown())] },
			{
				title: "the API server's is not known",
				resources: [program("etcd", "--trusted-ca-file=/ca"), program("kube-apiserver", new Unknown())],
			},
		],
		notApplicable: [{ title: "another part", resources: [program("kube-scheduler", "--v=2")] }],
	},
};
export default control;
