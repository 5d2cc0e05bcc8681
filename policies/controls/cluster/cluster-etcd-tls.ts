import { configuresCluster, eachComponent, expectFlag, isSet, isTrue } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-etcd-tls.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const LISTENS = /^(https|unixs):|^http:\/\/(127\.|localhost|\[::1\])/;
const ASKS = /^(https|unixs?|postgres(ql)?|mysql|nats|sqlite):/;
const each = (value: string | undefined, form: RegExp): boolean =>
	value === undefined || value.split(",").every((url) => form.test(url.trim()));

const control: Control = {
	id: "cluster-etcd-tls",
	family: "cluster",
	severity: "high",
	title: "The store of the cluster talks over TLS to known clients only",
	rationale: "Every Secret of the cluster is in etcd: whoever reaches it without a certificate has the cluster.",
	remediation:
		"Set cert-file, key-file and client-cert-auth, their peer- counterparts, no auto-tls, https in every URL, and etcd-cafile, -certfile and -keyfile on the API server.",
	references: [
		direct(cisKubernetes["1.2.23"]),
		direct(cisKubernetes["1.2.26"]),
		direct(cisKubernetes["2.1"]),
		direct(cisKubernetes["2.2"]),
		direct(cisKubernetes["2.3"]),
		direct(cisKubernetes["2.4"]),
		direct(cisKubernetes["2.5"]),
		direct(cisKubernetes["2.6"]),
		direct(secnumcloud["10.2"]),
		partial(gdpr["32(1)(a)"]),
		partial(nis2["21.2(h)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["etcd", "kube-apiserver"], (component) => {
			if (component.name === "etcd") {
				for (const flag of ["cert-file", "key-file", "peer-cert-file", "peer-key-file"])
					expectFlag(component, context, flag, isSet, "it has no certificate");
				for (const flag of ["client-cert-auth", "peer-client-cert-auth"])
					expectFlag(component, context, flag, isTrue, "it asks for no certificate");
				for (const flag of ["auto-tls", "peer-auto-tls"])
					expectFlag(component, context, flag, (value) => !isTrue(value), "it makes up its certificate");
				for (const flag of ["listen-client-urls", "listen-peer-urls"])
					expectFlag(component, context, flag, (value) => each(value, LISTENS), "it listens in clear");
				return;
			}
			expectFlag(component, context, "etcd-servers", (value) => each(value, ASKS), "it talks to its store in clear");
			context.each([""], () => {
				// A database of k3s, or a socket, has other certificates or none.
				if (!(component.get("etcd-servers") ?? "https:").startsWith("http")) return;
				for (const flag of ["etcd-cafile", "etcd-certfile", "etcd-keyfile"])
					expectFlag(component, context, flag, isSet, "it and etcd don't check each other");
			});
		});
	},
	examples,
};
export default control;
