import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { webhooks } from "./access.ts";

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

export const examples: Control["examples"] = {
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
		{ title: "side effects, none of which is known", resources: [webhooks("Validating", [safe({ sideEffects: "NoneAtAll" })])] },
		{ title: "side effects that are not none", resources: [webhooks("Validating", [safe({ sideEffects: "NotNone" })])] },
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
};
