import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { annotated, hosts, ingress, path, rule } from "./ingresses.ts";

const under = (value: string) => ingress({ rules: [rule("town.example", path(value, "ImplementationSpecific"))] });
const nginx = (key: string, value: unknown) => annotated({ [`nginx.ingress.kubernetes.io/${key}`]: value as string });

/** Examples of the control `ingress-values-safe`. */
export const ingressValuesSafeExamples: AnyControl["examples"] = {
	pass: [
		{ title: "plain", resources: [hosts("town.example", "*.town.example", undefined)] },
		{ title: "a regular expression", resources: [under("/api(/|$)(.*)")] },
		{ title: "a regular expression that counts", resources: [under("/[a-z]{2}/v[0-9]{1,3}(/.*)?")] },
		{ title: "no path", resources: [ingress({ rules: [rule("town.example", path(null)), { host: "www.town.example" }] })] },
		{
			title: "an address with a query and a variable",
			resources: [nginx("auth-signin", "https://login.town.example/start?rd=$scheme://$host$escaped_request_uri")],
		},
		{ title: "a variable in braces", resources: [nginx("upstream-hash-by", "$" + "{request_uri}")] },
		{ title: "words that only look alike", resources: [nginx("rewrite-target", "/root/alias/$2")] },
		{
			title: "another controller's JSON",
			resources: [annotated({ "alb.ingress.kubernetes.io/actions.redirect": '{"Type":"redirect"}' })],
		},
		{ title: "a snippet, which is judged by itself", resources: [nginx("configuration-snippet", "more_set_headers X-Town: 1;")] },
	],
	fail: [
		...["/;alias /;", "/a{root /}", "/a\nb", "/a b", "/a#", '/a"', "/var/run/secrets/kubernetes.io", "/etc/nginx/", "/a'"].map((value) => ({
			title: `a path: ${JSON.stringify(value)}`,
			resources: [under(value)],
		})),
		{
			title: "the second of two paths, an old version of the API",
			resources: [ingress({ rules: [rule("town.example", path(), path("/x;"))] }, {}, "extensions/v1beta1")],
		},
		...["http://town.example/#;load_module x", "a\nb", "x_by_lua_block", "/run; root /", "alias /etc", "/etc/ingress-controller/ssl"].map(
			(value) => ({ title: `an annotation: ${JSON.stringify(value)}`, resources: [nginx("auth-url", value)] }),
		),
		{
			title: "under another prefix",
			resources: [annotated({ "internal.ingress.kubernetes.io/mirror-target": "https://town.example;}" })],
		},
		{ title: "a host", resources: [hosts("town.example;")] },
	],
	unknown: [
		{ title: "a path is not known", resources: [under(new Unknown() as never)] },
		{ title: "an annotation is not known", resources: [nginx("auth-url", new Unknown())] },
	],
};
