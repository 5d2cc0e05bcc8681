import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { webhooks } from "../../examples/access.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";
import type { Webhook } from "../../webhooks.ts";
import { reachesItself, WEBHOOKS } from "../../webhooks.ts";

const service = { name: "guard", namespace: "guard" };
const clientConfig = { service, caBundle: "LS0tLS1CRUdJTg==" };
const rules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];
const namespaceSelector = {
	matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system", "guard"] }],
};
const SAFE = {
	name: "pods.guard.example",
	clientConfig,
	rules,
	namespaceSelector,
	sideEffects: "None",
	failurePolicy: "Fail",
	timeoutSeconds: 5,
};
const safe = (change: Properties = {}): Properties => ({ ...SAFE, ...change });

const control: Control<{ timeout: number }> = {
	id: "admission-webhook-safe",
	family: "admission",
	severity: "medium",
	title: "Admission webhooks neither let pass when they fail nor stop the cluster",
	rationale:
		"A webhook that fails open is a rule that a crash switches off; one that fails closed for kube-system keeps the cluster from healing.",
	remediation:
		"Set failurePolicy: Fail, a namespaceSelector that leaves out kube-system, sideEffects: None, timeoutSeconds of 10 or less, and caBundle (cert-manager injects it).",
	references: [direct(secnumcloud["17.4"]), partial(secnumcloud["10.2"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: WEBHOOKS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		timeout: {
			description: "Seconds that a request may wait for the webhook; 10 is Kubernetes' default.",
			default: 10,
			schema: { type: "integer", minimum: 1, maximum: 30 },
		},
	},
	check(subject, { each, report, parameters }) {
		const { annotations } = (subject.properties["metadata"] ?? {}) as { annotations?: { [key: string]: string } | null };
		const injected = Object.keys(annotations ?? {}).some((key) => /inject-(apiserver-)?ca/.test(key));
		each(items(subject.properties["webhooks"] as never as readonly Webhook[], subject, "/webhooks"), (webhook, index) => {
			const tell = (key: string, message: string): void =>
				report({ path: `/webhooks/${index}/${key}`, message: `${webhook.name}: ${message}.` });
			each(
				[
					() => webhook.failurePolicy === "Ignore" && tell("failurePolicy", "it lets everything pass while it is down"),
					() =>
						webhook.failurePolicy !== "Ignore" &&
						reachesItself(webhook) &&
						tell("namespaceSelector", "while it is down, it stops kube-system too"),
					() =>
						!/^None(OnDryRun)?$/.test(webhook.sideEffects ?? "") && tell("sideEffects", "it doesn't say that it is without side effects"),
					() =>
						Number(webhook.timeoutSeconds ?? 10) > parameters.timeout &&
						tell("timeoutSeconds", `each request waits for up to ${webhook.timeoutSeconds} seconds`),
					() => /^http:/i.test(webhook.clientConfig?.url ?? "") && tell("clientConfig/url", "it is called in clear"),
					() =>
						!injected &&
						present(webhook.clientConfig, "service") &&
						!present(webhook.clientConfig, "caBundle") &&
						tell("clientConfig/caBundle", "nothing says by which authority its certificate is checked"),
				],
				(ask) => void ask(),
			);
		});
	},
	examples: {
		pass: [
			{ title: "safe", resources: [webhooks("Validating", [safe()])] },
			{ title: "chosen by a label", resources: [webhooks("Mutating", [safe({ namespaceSelector: { matchLabels: { inject: "yes" } } })])] },
			{
				title: "for its own kinds only",
				resources: [webhooks("Validating", [safe({ namespaceSelector: null, rules: [{ apiGroups: ["own.example"], resources: ["*"] }] })])],
			},
			{
				title: "for what has no namespace",
				resources: [webhooks("Validating", [safe({ namespaceSelector: {}, rules: [{ ...rules[0], scope: "Cluster" }] })])],
			},
			{
				title: "an injected authority, and defaults",
				resources: [
					webhooks("Mutating", [safe({ clientConfig: { service }, failurePolicy: null, timeoutSeconds: null })], {
						"cert-manager.io/inject-ca-from": "guard/guard",
					}),
				],
			},
			{ title: "none", resources: [webhooks("Validating", [])] },
		],
		fail: [
			{ title: "fails open", resources: [webhooks("Validating", [safe({ failurePolicy: "Ignore" })])], says: "lets everything pass" },
			{ title: "for every namespace", resources: [webhooks("Validating", [safe({ namespaceSelector: {} })])], says: "stops kube-system" },
			{
				title: "for every namespace, by an expression about nothing",
				resources: [webhooks("Mutating", [safe({ namespaceSelector: null, rules: [{ apiGroups: ["*"], resources: ["*"] }] })])],
			},
			{
				title: "kube-system chosen by name",
				resources: [webhooks("Mutating", [safe({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } })])],
			},
			{ title: "side effects", resources: [webhooks("Validating", [safe({ sideEffects: "Some" })])], says: "side effects" },
			{ title: "side effects not said", resources: [webhooks("Validating", [safe({ sideEffects: null })])] },
			{ title: "slow", resources: [webhooks("Validating", [safe({ timeoutSeconds: 30 })])], says: "30 seconds" },
			{
				title: "in clear",
				resources: [webhooks("Validating", [safe({ clientConfig: { url: "http://guard.town.example" } })])],
				says: "in clear",
			},
			{ title: "no authority", resources: [webhooks("Validating", [safe(), safe({ clientConfig: { service } })])], says: "authority" },
			{
				title: "beside what is not known",
				resources: [webhooks("Validating", [safe({ failurePolicy: new Unknown(), sideEffects: "Some" })])],
			},
		],
		unknown: [
			{ title: "what it does when it fails is not known", resources: [webhooks("Validating", [safe({ failurePolicy: new Unknown() })])] },
			{ title: "webhooks are not known", resources: [webhooks("Validating", new Unknown())] },
		],
	},
};
export default control;
