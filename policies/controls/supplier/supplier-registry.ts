import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { container, DIGEST, everywhere, pod } from "../../examples/kubernetes.ts";
import { direct, partial, supporting } from "../../frameworks/clause.ts";
import { csf } from "../../frameworks/csf.ts";
import { gdpr } from "../../frameworks/gdpr.ts";
import { nis2 } from "../../frameworks/nis2.ts";
import { secnumcloud } from "../../frameworks/secnumcloud.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { allowedJurisdictions, allows, jurisdictions, wasRead } from "../../jurisdiction.ts";
import { bearsPods, eachContainer } from "../../pods.ts";

/**
 * Fails where a source was read that puts the registry's operator under law that is not allowed. Answers unknown where nobody says who
 * runs it, or where that is common knowledge only: a warning that an auditor can follow, not a refusal that has to be taken back.
 */
const control: Control<Jurisdictions> = {
	id: "supplier-registry",
	family: "supplier",
	severity: "high",
	title: "Images come from a registry under allowed law",
	rationale:
		"Whoever runs the registry decides whether a pod starts tomorrow, with what inside, and learns what runs where. A name in .eu says nothing of its operator.",
	remediation:
		"Mirror the image to a registry of your own or under allowed law, by digest, and name that; declare a registry that the facts do not know under suppliers.",
	references: [
		direct(csf["SOV-5.5"]),
		partial(csf["SOV-5.6"]),
		partial(csf["SOV-2.1"]),
		partial(secnumcloud["15.1"]),
		partial(nis2["21.2(d)"]),
		supporting(gdpr["28(1)"]),
	],
	appliesTo: bearsPods,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		const { all, facts, parameters, report, unknown } = context;
		const suppliers = environmentOf(all)?.suppliers ?? {};
		const allowed = allowedJurisdictions(all, parameters);
		eachContainer(subject, context, ({ container, path, called }) => {
			if (!container.image) return;
			const host = registryOf(String(container.image));
			const name = host.replace(/:\d+$/, "");
			const at = `${path}/image`;
			const declared = suppliers[host] ?? suppliers[name];
			if (declared === "own") return;
			const row = facts.registry(name);
			const fits = allows(declared ?? row?.country, allowed, facts);
			if (fits === undefined) return unknown(at, `nobody says who runs ${host}; declare it under suppliers`);
			const operator = row === undefined ? "its operator" : row.operator;
			const where = `${host} is run by ${operator} under the law of ${declared ?? row?.country}`;
			if (declared === undefined && row !== undefined && !wasRead(row)) return unknown(at, `${where}, which is common knowledge only`);
			if (!fits) report({ path: at, message: `The ${called} comes from a registry outside ${allowed.join(", ")}: ${where}.` });
		});
	},
	examples: {
		pass: [
			{ title: "a registry of one's own", resources: [from("registry.town.example"), town({ "registry.town.example": "own" })] },
			{
				title: "a registry in the Union by declaration",
				resources: [from("registry.partner.example:5000"), town({ "registry.partner.example": "DE" })],
			},
			{ title: "a registry that the facts know", resources: [from("rg.fr-par.scw.cloud"), town({})] },
		],
		fail: [
			...everywhere(image("registry.k8s.io"), image("registry.town.example")).map((resources) => ({
				title: "a registry outside",
				resources: [...resources, town({ "registry.town.example": "own" })],
			})),
			{ title: "no environment: the Union", resources: [from("public.ecr.aws")] },
			{ title: "a declared country outside", resources: [from("registry.partner.example"), town({ "registry.partner.example": "US" })] },
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [from("registry.nobody.example"), town({})] },
			{
				title: "common knowledge is no refusal: no host is Docker Hub",
				resources: [pod({ containers: [container({ image: `web@${DIGEST}` })] }), town({})],
			},
			{ title: "the image is not known", resources: [pod({ containers: [container({ image: new Unknown() })] })] },
		],
	},
};
export default control;

/** An image without a host is on docker.io: a first part without dot, colon and other than localhost is none. Source: distribution/reference. */
function registryOf(image: string): string {
	const [first = "", ...rest] = image.split("/");
	return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first.toLowerCase() : "docker.io";
}

function image(host: string) {
	return container({ image: `${host}/web@${DIGEST}` });
}
function from(host: string): ExampleResource {
	return pod({ containers: [image(host)] });
}
function town(suppliers: { [host: string]: string }): ExampleResource {
	return { type: ENVIRONMENT, name: "town", properties: { suppliers, sovereignty: { jurisdictions: ["EU"] } } };
}
