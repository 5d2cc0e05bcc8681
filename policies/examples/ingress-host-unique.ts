import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { CANARY } from "../ingresses.ts";
import { ingress, path, rule } from "./ingresses.ts";

const web = (value = "/", metadata = {}, spec = {}) => ingress({ rules: [rule("town.example", path(value))], ...spec }, metadata);
const other = (value = "/", metadata = {}, spec = {}) => ({ ...web(value, metadata, spec), name: "other", id: "other" });

/** Examples of the control `ingress-host-unique`. */
export const ingressHostUniqueExamples: AnyControl["examples"] = {
	pass: [
		{ title: "other paths", resources: [web(), other("/api")] },
		{
			title: "other hosts",
			resources: [web(), { ...other(), properties: { ...other().properties, spec: { rules: [rule("www.town.example")] } } }],
		},
		{
			title: "the same path by another measure",
			resources: [
				web(),
				{ ...other(), properties: { ...other().properties, spec: { rules: [rule("town.example", path("/", "Exact"))] } } },
			],
		},
		{ title: "other classes", resources: [web("/", {}, { ingressClassName: "inner" }), other("/", {}, { ingressClassName: "outer" })] },
		{ title: "a canary", resources: [web("/", { annotations: { [CANARY]: "true" } }), other()] },
		{ title: "beside a canary", resources: [web(), other("/", { annotations: { [CANARY]: "true" } })] },
	],
	fail: [
		{ title: "in one namespace", resources: [web(), other()], says: "claimed by the Ingress other too" },
		{ title: "across namespaces", resources: [web(), other("/", { namespace: "else" })], says: "of the namespace else" },
		{
			title: "in another spelling",
			resources: [
				web("/api/"),
				{ ...other(), properties: { ...other().properties, spec: { rules: [rule("Town.example", path("/api"))] } } },
			],
		},
		{
			title: "of the same class",
			resources: [web("/", {}, { ingressClassName: "town" }), other("/", { annotations: { "kubernetes.io/ingress.class": "town" } })],
		},
		{ title: "one without a class", resources: [web("/", {}, { ingressClassName: "town" }), other()] },
		{
			title: "both for every host, versions of the API apart",
			resources: [
				ingress({ rules: [rule(undefined)] }),
				{ ...ingress({ rules: [rule(null, path(null))] }, {}, "extensions/v1beta1"), name: "other", id: "other" },
			],
			says: "Every host/",
		},
		{ title: "a canary that is none", resources: [web(), other("/", { annotations: { [CANARY]: "false" } })] },
	],
	unknown: [
		{ title: "the host is not known", resources: [ingress({ rules: [rule(new Unknown())] }), other()] },
		{
			title: "the other's rules are not known",
			resources: [web(), { ...other(), properties: { metadata: {}, spec: { rules: new Unknown() } } }],
		},
		{ title: "others may lie outside this part", partial: true, resources: [web()] },
	],
};
