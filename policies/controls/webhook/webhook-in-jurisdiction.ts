import type { Control } from "../../control.ts";
import { environmentOf } from "../../environment.ts";
import { examples } from "../../examples/webhook-in-jurisdiction.ts";
import { c3a, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeOperator } from "../../named-hosts.ts";
import { operatorOf } from "../../operators.ts";
import type { Webhook } from "../../webhooks.ts";
import { WEBHOOKS } from "../../webhooks.ts";

/** On the host itself, or a Service by its name. */
const INSIDE = /^(localhost|127\..*|::1|.+\.(svc|cluster\.local))$/;
const KINDS = ["idp", "observability", "kms", "cdn"] as const;
type Conversion = { conversion?: { webhook?: { clientConfig?: { url?: string } } | null } | null };

const control: Control<Jurisdictions> = {
	id: "webhook-in-jurisdiction",
	family: "webhook",
	severity: "medium",
	title: "Webhooks of the API server lead to nobody outside allowed law",
	rationale: "The API server sends a webhook every object that it asks about, Secrets included, and does as it is told.",
	remediation: "Run the webhook as a Service of the cluster, or declare who runs its host under suppliers.",
	references: [
		direct(c3a["SOV-3-03"]),
		partial(secnumcloud["15.1"]),
		partial(secnumcloud["19.6"]),
		partial(gdpr["44"]),
		partial(nis2["21.2(d)"]),
	],
	appliesTo: [...WEBHOOKS, "apiextensions.k8s.io/v1/CustomResourceDefinition"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		let any = false;
		const judge = (url: string | null | undefined, path: string): void => {
			if (url === undefined || url === null) return;
			any = true;
			if (!URL.canParse(url)) {
				context.unknown(path, "it is not a URL");
				return;
			}
			const host = new URL(url).hostname.replace("[", "").replace("]", "").toLowerCase();
			if (INSIDE.test(host)) return;
			const { all, facts } = context;
			const suppliers = environmentOf(all)?.suppliers;
			const kind = KINDS.find((each) => facts.operator(each, host) !== undefined) ?? KINDS[0];
			judgeOperator("Objects of the cluster are sent to somebody", path, operatorOf(kind, host, suppliers, facts), context);
		};
		const list = items(subject.properties["webhooks"] as never as readonly Webhook[], subject, "/webhooks");
		context.each(list, ({ clientConfig }, index) => judge(clientConfig?.url, `/webhooks/${index}/clientConfig/url`));
		const { conversion } = (subject.properties["spec"] ?? {}) as Conversion;
		judge(conversion?.webhook?.clientConfig?.url, "/spec/conversion/webhook/clientConfig/url");
		if (!any) context.notApplicable();
	},
	examples,
};
export default control;
