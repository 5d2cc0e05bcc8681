import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const fromKey = container({
	env: [
		{ name: "LEVEL", value: "info" },
		{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
	],
});
const whole = container({ envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "db" } }] });

const control: Control = {
	...overPods,
	id: "pod-secret-as-file",
	severity: "low",
	title: "Secrets come as files",
	rationale: "The environment is printed by crash reports, inherited by every child process, and stays as it was when the Secret changes.",
	remediation: "Mount the Secret as a volume, and have the program read the file.",
	references: [direct(cisKubernetes["5.4.1"]), partial(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(items(container.env, subject, `${path}/env`), (variable, index) => {
				if (!variable?.valueFrom?.secretKeyRef) return;
				context.report({
					path: `${path}/env/${index}/valueFrom/secretKeyRef`,
					message: `The ${called} has a Secret in its variable ${variable.name}.`,
				});
			});
		});
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(items(container.envFrom, subject, `${path}/envFrom`), (source, index) => {
				if (!source?.secretRef) return;
				context.report({
					path: `${path}/envFrom/${index}/secretRef`,
					message: `The ${called} has the whole Secret ${source.secretRef.name} in its environment.`,
				});
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace(
				"settings",
				container({ env: [{ name: "LEVEL", value: "info" }], envFrom: [{ configMapRef: { name: "settings" } }] }),
				container(),
			),
			ofPod("a file", {
				containers: [container({ env: null, envFrom: [null], volumeMounts: [{ name: "db", mountPath: "/etc/db" }] })],
				volumes: [{ name: "db", secret: { secretName: "db" } }],
			}),
			ofContainer(
				"a key of a ConfigMap",
				container({ env: [{ name: "LEVEL", valueFrom: { secretKeyRef: null, configMapKeyRef: { name: "settings", key: "level" } } }] }),
			),
		],
		fail: [
			...inEveryPlace("a key", fromKey, container()),
			ofContainer("a whole one", whole, { says: "whole Secret db" }),
			ofContainer("behind one that is not known", container({ env: new Unknown(), envFrom: [{ secretRef: { name: "db" } }] })),
		],
		unknown: [ofContainer("not known", container({ env: [{ name: "PASSWORD", valueFrom: new Unknown() }] }))],
	},
};
export default control;
