import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, DIGEST, inEveryPlace, ofContainer } from "../../examples/kubernetes.ts";
import { csf, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { eachImage } from "../../image-reference.ts";
import { overPods } from "../../pods.ts";

const of = (image: unknown) => container({ image: image as string });
const good = of("registry.town.example/web:1.4.2");

const control: Control<{ floating: readonly string[] }> = {
	...overPods,
	id: "pod-image-tag",
	severity: "medium",
	title: "Images name a version",
	rationale: "What latest means changes with each push: two pods of one Deployment run different programs, and nobody can go back.",
	remediation: "Name the image by the version that was checked, such as registry.example/web:1.4.2, best with its digest behind it.",
	references: [partial(nis2["21.2(d)"]), partial(gdpr["32(1)(b)"]), partial(csf["SOV-5.5"]), partial(secnumcloud["12.11"])],
	parameters: {
		floating: { description: "Tags that name no version.", default: ["latest"], schema: { type: "array", items: { type: "string" } } },
	},
	check(subject, context) {
		eachImage(subject, context, ({ tag, digest }, { path, called }, image) => {
			if (digest !== undefined || tag === undefined || !context.parameters.floating.includes(tag)) return;
			const why = image.endsWith(`:${tag}`) ? `the tag ${tag}` : `no tag, which means ${tag}`;
			context.report({ path: `${path}/image`, message: `The ${called} has an image with ${why}: ${image}.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("a version", good, good),
			...[`registry.town.example/web@${DIGEST}`, `web:latest@${DIGEST}`, "localhost:5000/web:2", "web:latest-1"].map((image) =>
				ofContainer(image, of(image)),
			),
			ofContainer("another tag", of("web:stable")),
		],
		fail: [
			...inEveryPlace("latest", of("registry.town.example/web:latest"), good),
			...["web", "town/web", "registry.town.example:5000/web", "127.0.0.1/web", "[2001:db8::1]:5000/web"].map((image) =>
				ofContainer(image, of(image), { says: "no tag" }),
			),
			ofContainer("a tag that floats by choice", of("web:stable"), {
				parameters: { floating: ["latest", "stable"] },
				says: "the tag stable",
			}),
		],
		unknown: [
			ofContainer("not known", of(new Unknown())),
			ofContainer("filled in later", of("{{ .Values.image }}"), { says: "no name of an image" }),
			ofContainer("no name of an image", of("registry.town.example/Web")),
		],
	},
};
export default control;
