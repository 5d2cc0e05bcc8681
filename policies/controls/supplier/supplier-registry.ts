import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environmentOf } from "../../environment.ts";
import { container, DIGEST, everywhere, pod } from "../../examples/kubernetes.ts";
import { environment } from "../../examples/openstack.ts";
import { csf, direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { registryOf } from "../../image-reference.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeOperator } from "../../named-hosts.ts";
import { operatorOf } from "../../operators.ts";
import { bearsPods, eachContainer } from "../../pods.ts";

const OURS = "registry.town.example";
const PARTNER = "registry.partner.example";

/**
 * Fails where a source was read that puts the registry's operator under law that is not allowed. Answers unknown where nobody says who
 * runs it, or where that is common knowledge only: a warning that an auditor can follow, not a refusal that has to be taken back.
 */
const control: Control<Jurisdictions> = {
	id: "supplier-registry",
	family: "supplier",
	severity: "high",
	title: "Images come from a registry under allowed law",
	rationale: "Whoever runs the registry decides whether a pod starts tomorrow, and with what inside. A name in .eu tells no operator.",
	remediation: "Mirror the image, by digest, to a registry under allowed law; declare one that the facts do not know under suppliers.",
	references: [direct(csf["SOV-5.5"]), partial(secnumcloud["15.1"]), partial(nis2["21.2(d)"]), supporting(gdpr["28(1)"])],
	appliesTo: bearsPods,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		const suppliers = environmentOf(context.all)?.suppliers;
		eachContainer(subject, context, ({ container, path, called }) => {
			if (!container.image) return;
			const operator = operatorOf("registry", registryOf(String(container.image)), suppliers, context.facts);
			judgeOperator(`The ${called} has its image from a registry`, `${path}/image`, operator, context);
		});
	},
	examples: {
		pass: [
			{ title: "a registry of one's own", resources: [from(OURS), town({ [OURS]: "own" })] },
			{ title: "a registry in the Union by declaration", resources: [from(`${PARTNER}:5000`), town({ [PARTNER]: "DE" })] },
			{ title: "a registry that the facts know", resources: [from("rg.fr-par.scw.cloud"), town({})] },
		],
		fail: [
			...everywhere(image("registry.k8s.io"), image(OURS)).map((pods) => ({
				title: "outside",
				resources: [...pods, town({ [OURS]: "own" })],
			})),
			{ title: "no environment: the Union", resources: [from("public.ecr.aws")] },
			{ title: "the facts over a declaration", resources: [from("registry.k8s.io"), town({ "registry.k8s.io": "own" })] },
			{ title: "a declared country outside", resources: [from(PARTNER), town({ [PARTNER]: "US" })] },
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [from(PARTNER), town({})] },
			{ title: "common knowledge is no refusal: no host is Docker Hub", resources: [from(""), town({})] },
			{ title: "the image is not known", resources: [pod({ containers: [container({ image: new Unknown() })] })] },
		],
	},
};
export default control;

function image(host: string) {
	return container({ image: `${host === "" ? "" : `${host}/`}web@${DIGEST}` });
}
function from(host: string): ExampleResource {
	return pod({ containers: [image(host)] });
}
function town(suppliers: Properties): ExampleResource {
	return environment({ suppliers, sovereignty: { jurisdictions: ["EU"] } });
}
