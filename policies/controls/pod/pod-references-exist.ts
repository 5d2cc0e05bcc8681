import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { among, container, inEveryKind, manifest, ofPod, pod } from "../../examples/kubernetes.ts";
import { holding, made, object, secret, stateful, ways } from "../../examples/references.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { leafAt } from "../../guard.ts";
import { called } from "../../namespaced.ts";
import { eachPodReference } from "../../pod-references.ts";
import { namespaceOf, overPods } from "../../pods.ts";
import { secretMakers } from "../../secret-makers.ts";

/** What the cluster itself puts into every namespace. */
const ALWAYS = ["v1/ServiceAccount default", "v1/ConfigMap kube-root-ca.crt", "v1/ConfigMap openshift-service-ca.crt"];
const control: Control = {
	...overPods,
	scope: "stack",
	id: "pod-references-exist",
	severity: "medium",
	title: "What a pod names is there",
	rationale:
		"A pod whose Secret, ConfigMap, claim or account is not there never starts, and that shows at the next rollout or the next failure of a node.",
	remediation: "Add the object to what is deployed, correct its name or namespace, or mark the reference optional.",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachPodReference(subject, context, ({ type, pointer }) => {
			const namespace = namespaceOf(subject);
			if (called(subject, pointer, type, namespace, context.all) !== undefined) return;
			const name = String(leafAt(subject, pointer));
			if (ALWAYS.includes(`${type} ${name}`)) return;
			const { made: secrets, operated, open } = context.all.once(secretMakers);
			const full = `${namespace}/${name}`;
			if (type === "v1/Secret" && secrets.has(full)) return;
			if (operated.some((maker) => full === maker || full.startsWith(`${maker}-`)))
				return context.unknown(pointer, "an operator may make it");
			if (open !== undefined) return context.unknown(pointer, `what ${open.name} makes is not known`);
			context.absent({ path: pointer, message: `The pod names the ${type.slice(3)} ${name}, which is not there.` });
		});
	},
	examples: {
		pass: [
			...ways.map(([title, spec, kind]) => among(title, [pod(spec), object(kind, "db")])),
			...inEveryKind("nothing named", { containers: [container()] }),
			ofPod("optional", holding(secret(true))),
			ofPod("what is always there", { ...holding({ configMap: { name: "kube-root-ca.crt" } }), serviceAccountName: "default" }),
			among("what is named later", [
				pod(holding({ secret: { secretName: new Unknown("later", ["later"]) } })),
				{ ...object("Secret", "db-7f3"), id: "later" },
			]),
			among("a claim that a StatefulSet makes", [stateful("data")]),
			made("bitnami.com/v1alpha1", "SealedSecret", "db", {}),
			made("external-secrets.io/v1", "ExternalSecret", "vault", { target: { name: "db" } }),
			made("cert-manager.io/v1", "Certificate", "tls", { secretName: "db" }),
		],
		fail: [
			...ways.map(([title, spec, kind]) => ofPod(title, spec, { says: `the ${kind} db` })),
			...inEveryKind("a Secret", holding(secret())),
			among("in another namespace", [pod(holding(secret())), object("Secret", "db", "village")]),
			among("not optional", [pod(holding(secret(false))), object("ConfigMap", "db")]),
			made("external-secrets.io/v1", "ExternalSecret", "db", { target: { name: "other" } }),
			among("a claim that a StatefulSet makes under another name", [stateful("logs")]),
		],
		unknown: [
			among("what a StatefulSet makes is not known", [stateful(new Unknown())]),
			ofPod("it may lie elsewhere", holding(secret()), { partial: true }),
			ofPod("not known", holding({ secret: { secretName: new Unknown() } })),
			among("another's name is not known", [pod(holding(secret())), object("Secret", new Unknown())]),
			among(
				"an operator may make it",
				[pod(holding({ secret: { secretName: "main-app" } })), manifest("postgresql.cnpg.io/v1", "Cluster", "main", {}, "town")],
				{ says: "operator" },
			),
		],
	},
};
export default control;
