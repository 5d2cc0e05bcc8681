import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { webhooks } from "./access.ts";
import { manifest } from "./kubernetes.ts";
import { town } from "./suppliers.ts";

const to = (url: string | Unknown): Properties => ({ name: "guard", clientConfig: { url } });
const converted = (conversion: Properties) =>
	manifest("apiextensions.k8s.io/v1", "CustomResourceDefinition", "files.town.example", { spec: { conversion } });

export const examples: Control["examples"] = {
	pass: [
		{ title: "one's own", resources: [webhooks("Validating", [to("https://own.town.example/admit")]), town()] },
		{ title: "a partner's in the Union", resources: [webhooks("Mutating", [to("https://union.partner.example:8443/admit")]), town()] },
		{ title: "on the host itself", resources: [webhooks("Validating", [to("https://127.0.0.1:9443/admit")]), town()] },
		{ title: "on the host itself, by IPv6", resources: [webhooks("Validating", [to("https://[::1]:9443/admit")]), town()] },
		{
			title: "in the cluster, by its whole name",
			resources: [webhooks("Validating", [to("https://guard.guard.svc.cluster.local/admit")]), town()],
		},
		{ title: "in the cluster, by its name", resources: [webhooks("Validating", [to("https://guard.guard.svc/admit")]), town()] },
	],
	fail: [
		{
			title: "outside",
			resources: [webhooks("Validating", [to("https://own.town.example"), to("https://abroad.partner.example/admit")]), town()],
			says: "abroad.partner.example",
		},
		{
			title: "outside, for conversion",
			resources: [converted({ webhook: { clientConfig: { url: "https://abroad.partner.example" } } }), town()],
		},
		{ title: "one of another list", resources: [webhooks("Mutating", [to("https://abroad.partner.example")]), town()] },
	],
	unknown: [
		{ title: "nobody says anything", resources: [webhooks("Validating", [to("https://stranger.example")])] },
		{ title: "a name that ends alike", resources: [webhooks("Validating", [to("https://guard.svc.stranger.example")]), town()] },
		{ title: "a name that begins alike", resources: [webhooks("Validating", [to("https://localhost.stranger.example")]), town()] },
		{
			title: "a kind that the facts know by common knowledge",
			resources: [webhooks("Validating", [to("https://api.datadoghq.eu/x")]), town()],
			says: "common knowledge",
		},
		{ title: "nobody says who runs it", resources: [webhooks("Validating", [to("https://stranger.example")]), town()] },
		{ title: "not known", resources: [webhooks("Validating", [to(new Unknown())]), town()] },
		{ title: "no URL", resources: [webhooks("Validating", [to("abroad")]), town()], says: "not a URL" },
	],
	notApplicable: [
		{ title: "no client", resources: [webhooks("Validating", [{ name: "guard" }]), town()] },
		{ title: "a webhook without a client", resources: [converted({ webhook: {} }), town()] },
		{ title: "a URL of nothing", resources: [webhooks("Validating", [{ name: "guard", clientConfig: { url: null } }]), town()] },
		{
			title: "a Service",
			resources: [webhooks("Validating", [{ name: "guard", clientConfig: { service: { name: "guard" } } }]), town()],
		},
		{ title: "no conversion", resources: [converted({ strategy: "None" }), town()] },
	],
};
