import {
	configuresCluster,
	eachComponent,
	expectFlag,
	expectStrongTls,
	isSet,
	isTrue,
	kubeadmPresent,
} from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-kubelet-hardened.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { goSeconds } from "../../go-duration.ts";

const control: Control = {
	id: "cluster-kubelet-hardened",
	family: "cluster",
	severity: "high",
	title: "Kubelets are closed to whoever is not the API server",
	rationale:
		"A kubelet's read-only port tells every pod what runs beside it; a certificate that is not renewed stops the node on a day nobody planned.",
	remediation:
		"In the kubelet's file set readOnlyPort: 0, authentication.x509.clientCAFile, rotateCertificates: true, protectKernelDefaults: true, tlsCipherSuites and an idle time-out above 0.",
	references: [
		direct(cisKubernetes["4.2.3"]),
		direct(cisKubernetes["4.2.4"]),
		direct(cisKubernetes["4.2.5"]),
		direct(cisKubernetes["4.2.10"]),
		direct(cisKubernetes["4.2.12"]),
		partial(secnumcloud["9.7"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(g)"]),
	],
	appliesTo: configuresCluster,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kubelet"], (component) => {
			expectFlag(component, context, "read-only-port", (value) => value === "0", "everybody may read from its read-only port");
			// kubeadm puts its own CA and renewal into every kubelet's file.
			const byKubeadm = component.how === "kubelet file" && context.all.once(kubeadmPresent);
			expectFlag(component, context, "client-ca-file", (value) => byKubeadm || isSet(value), "it checks no client certificates");
			expectFlag(
				component,
				context,
				"rotate-certificates",
				(value) => isTrue(value) || (byKubeadm && !component.says("rotate-certificates")),
				"its certificate is not renewed",
			);
			expectFlag(component, context, "protect-kernel-defaults", isTrue, "it runs on a kernel that is set up otherwise than it expects");
			expectFlag(
				component,
				context,
				"streaming-connection-idle-timeout",
				(value) => value !== undefined && goSeconds(value) !== 0,
				"idle streams never end",
			);
			expectStrongTls(component, context);
		});
	},
	examples,
};
export default control;
