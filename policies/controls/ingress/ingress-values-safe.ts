import type { Control } from "../../control.ts";
import { ingressValuesSafeExamples } from "../../examples/ingress-values-safe.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { escapeToken } from "../../guard.ts";
import { annotationsOf, pathsOf, rulesOf } from "../../ingresses.ts";
import { INGRESSES } from "../../kinds.ts";

/** Annotations of ingress-nginx under any prefix, and not those that are configuration by design, which `ingress-no-snippets` judges. */
const KEY = /^(?!alb\.)[\w.-]*ingress\.kubernetes\.io\/(?!.*-snippets?$)/;
/** What ends a value in nginx's configuration and begins a directive, and places that hold the controller's own secrets. */
const DIRECTIVE =
	/[;\r\n\0]|[{}]|_by_lua|\b(load_module|lua_package_path|ssl_engine|proxy_pass|root|alias)\s+\S|\/var\/run\/secrets|\/etc\/(passwd|shadow|group|nginx|ingress-controller)/;
/** `{2}` and `{1,3}` of a regular expression, and `${name}` of a variable, are no blocks. */
const HARMLESS = /\{\d+(,\d*)?\}|\$\{\w+\}/g;

const isDirective = (value: unknown): boolean => DIRECTIVE.test(String(value).replace(HARMLESS, ""));
const isBadPath = (value: string): boolean => isDirective(value) || /["'`#\s]/.test(value);

const control: Control = {
	id: "ingress-values-safe",
	family: "ingress",
	severity: "high",
	title: "No value of an Ingress carries directives for the controller",
	rationale:
		"The controller ingress-nginx writes values into its configuration as they are: a directive in one runs in the controller, which reads every Secret (CVE-2021-25745, CVE-2021-25746, CVE-2025-24514, CVE-2025-1097, CVE-2025-1098).",
	remediation:
		"Write paths, hosts and annotations as plain values: no semicolon, brace, line break or directive, and no path to the controller's own files.",
	references: [direct(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(e)"])],
	appliesTo: INGRESSES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, each }) {
		each(pathsOf(subject), ({ path: { path: value }, pointer }) => {
			if (value && isBadPath(value)) report({ path: `${pointer}/path`, message: "The path carries what is none of a path." });
		});
		each(rulesOf(subject), ({ host }, index) => {
			if (host && !/^[\w.*-]+$/.test(host))
				report({ path: `/spec/rules/${index}/host`, message: "The host carries what is none of a host." });
		});
		const annotations = annotationsOf(subject);
		each(
			Object.keys(annotations).filter((key) => KEY.test(key)),
			(key) => {
				if (isDirective(annotations[key]))
					report({ path: `/metadata/annotations/${escapeToken(key)}`, message: `The annotation ${key} carries a directive.` });
			},
		);
	},
	examples: ingressValuesSafeExamples,
};
export default control;
