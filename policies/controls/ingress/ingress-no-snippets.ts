import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { annotated, hosts } from "../../examples/ingresses.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { escapeToken, leafAt } from "../../guard.ts";
import { annotationsOf } from "../../ingresses.ts";
import { CONFIG_MAPS, INGRESSES } from "../../kinds.ts";

const SETTING = "allow-snippet-annotations";
/** Raw configuration of the controllers of NGINX (both), HAProxy (both). */
const SNIPPET =
	/(ingress\.kubernetes\.io\/.*-snippets?|nginx\.(org|com)\/.*-snippets?|haproxy\.org\/.*-config-snippet|haproxy-ingress\.github\.io\/config-.*)$/;
const settings = (data: Properties | Unknown | null) => manifest("v1", "ConfigMap", "ingress-nginx-controller", { data }, "ingress");

const control: Control = {
	id: "ingress-no-snippets",
	family: "ingress",
	severity: "medium",
	title: "No Ingress brings configuration of its own for the controller",
	rationale: "A snippet is code that runs in the controller, which reads every Secret of the cluster (CVE-2021-25742).",
	remediation: 'Say it with the annotations that the controller has for it, and set allow-snippet-annotations: "false" in its ConfigMap.',
	references: [direct(secnumcloud["9.7"]), partial(nis2["21.2(e)"])],
	appliesTo: (resource) =>
		INGRESSES.includes(resource.type) || (CONFIG_MAPS.includes(resource.type) && leafAt(resource, `/data/${SETTING}`) !== undefined),
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, each }) {
		if (CONFIG_MAPS.includes(subject.type)) {
			const { data } = subject.properties as { data?: Properties };
			if (String(data?.[SETTING]).toLowerCase() === "true")
				report({ path: `/data/${SETTING}`, message: "The controller takes snippets from every Ingress." });
			return;
		}
		const annotations = annotationsOf(subject);
		each(Object.keys(annotations), (key) => {
			if (SNIPPET.test(key) && annotations[key] !== null && String(annotations[key]).trim() !== "")
				report({ path: `/metadata/annotations/${escapeToken(key)}`, message: `It brings configuration of its own in ${key}.` });
		});
	},
	examples: {
		pass: [
			{ title: "no annotations", resources: [hosts("town.example")] },
			{ title: "others", resources: [annotated({ "nginx.ingress.kubernetes.io/ssl-redirect": "true" })] },
			{
				title: "an empty one",
				resources: [annotated({ "nginx.ingress.kubernetes.io/server-snippet": " ", "nginx.org/server-snippets": null })],
			},
			{ title: "the controller takes none", resources: [settings({ [SETTING]: "false" })] },
		],
		fail: [
			...[
				"nginx.ingress.kubernetes.io/configuration-snippet",
				"nginx.ingress.kubernetes.io/auth-snippet",
				"internal.ingress.kubernetes.io/server-snippet",
				"nginx.org/location-snippets",
				"haproxy.org/backend-config-snippet",
				"haproxy-ingress.github.io/config-backend",
			].map((key) => ({
				title: key,
				resources: [annotated({ [key]: "more_set_headers X-Town: 1;" })],
				says: key,
			})),
			{ title: "the controller takes them", resources: [settings({ [SETTING]: "true" })] },
		],
		unknown: [
			{ title: "a snippet that is not known", resources: [annotated({ "nginx.ingress.kubernetes.io/server-snippet": new Unknown() })] },
			{ title: "annotations are not known", resources: [annotated(new Unknown() as never)] },
			{ title: "the setting is not known", resources: [settings({ [SETTING]: new Unknown() })] },
		],
	},
};
export default control;
