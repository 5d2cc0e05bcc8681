import type { Control } from "../../control.ts";
import { examples } from "../../examples/admission-webhook-safe.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";
import type { Webhook } from "../../webhooks.ts";
import { reachesItself, WEBHOOKS } from "../../webhooks.ts";

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
	examples,
};
export default control;
