import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, pod } from "../../examples/kubernetes.ts";
import { csf, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { eachImage, liesIn } from "../../image-reference.ts";
import { overPods } from "../../pods.ts";

const of = (image: unknown) => container({ image: image as string });
const OURS = "registry.town.example";
const good = of(`${OURS}/web:1.4`);
const asked = { registries: [OURS, "*.partner.example", "quay.example/town"] };
const only = (image: unknown) => [pod({ containers: [of(image)] })];

const control: Control<{ registries: readonly string[] }> = {
	...overPods,
	id: "pod-image-registry",
	severity: "high",
	title: "Images come from registries that are allowed",
	rationale: "From an open registry anybody's image starts, also one that differs from the right one by a letter.",
	remediation: "Copy the image to a registry that is allowed and name it in full, with its host.",
	references: [partial(nis2["21.2(d)"]), partial(gdpr["32(1)(b)"]), partial(csf["SOV-5.5"]), partial(secnumcloud["15.1"])],
	parameters: {
		registries: {
			description:
				"Hosts, with or without a port and the beginning of a path, from which images may come; *. stands for any host below. Empty: any that the image names itself; who operates it is for supplier-registry to judge.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		const { registries: allowed } = context.parameters;
		if (allowed.length === 0) context.notApplicable();
		eachImage(subject, context, (reference, { path, called }, image) => {
			const at = `${path}/image`;
			if (allowed.some((place) => liesIn(reference, place))) return;
			if (!reference.named)
				context.report({
					path: at,
					message: `The ${called} has an image that names no registry, so that its node decides where ${image} comes from.`,
				});
			else if (allowed.length > 0)
				context.report({
					path: at,
					message: `The ${called} has its image from ${reference.registry}, which is not among the registries that are allowed.`,
				});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("allowed", good, good).map((example) => ({ ...example, parameters: asked })),
			...[`${OURS}:5000/web`, "eu.partner.example/web", "quay.example/town/web", "Registry.Town.Example/web"].map((image) => ({
				title: image,
				resources: only(image),
				parameters: asked,
			})),
			{ title: "a port that is asked for", resources: only(`${OURS}:5000/web`), parameters: { registries: [`${OURS}:5000`] } },
			{ title: "the open one, where it is allowed", resources: only("town/web"), parameters: { registries: ["docker.io/town"] } },
		],
		fail: [
			...inEveryPlace("another", of("registry.other.example/web:1.4"), good).map((example) => ({ ...example, parameters: asked })),
			{ title: "another, by name", resources: only("registry.other.example/web"), parameters: asked, says: "registry.other.example" },
			...["partner.example/web", "quay.example/townhall/web", "quay.example/web", "town.example/web", "eupartner.example/web"].map(
				(image) => ({ title: image, resources: only(image), parameters: asked }),
			),
			{ title: "another port", resources: only(`${OURS}:5001/web`), parameters: { registries: [`${OURS}:5000`] } },
			{ title: "none named", resources: only("town/web:1.4"), says: "names no registry" },
		],
		unknown: [{ title: "not known", resources: only(new Unknown()) }],
		notApplicable: [{ title: "nobody says which are allowed", resources: only("docker.io/town/web:1.4") }],
	},
};
export default control;
