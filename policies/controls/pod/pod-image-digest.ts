import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, DIGEST, deployment, everywhere, pod } from "../../examples/kubernetes.ts";
import { csf, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { eachContainer, overPods } from "../../pods.ts";

const BY_DIGEST = /@sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;

const control: Control = {
	...overPods,
	id: "pod-image-digest",
	severity: "medium",
	title: "Images are named by digest",
	rationale: "A tag is moved by whoever may push, so that what runs tomorrow may not be what was checked today.",
	remediation: "Write the image as name@sha256:… with the digest that was checked; a tag may stand before the @.",
	references: [partial(nis2["21.2(d)"]), partial(gdpr["32(1)(b)"]), direct(csf["SOV-5.5"]), partial(secnumcloud["12.11"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			const { image } = container;
			if (image === undefined || image === null || image === "") {
				return context.report({ path, message: `The ${called} names no image.` });
			}
			if (!BY_DIGEST.test(String(image)))
				context.report({ path: `${path}/image`, message: `The ${called} has its image by tag: ${image}.` });
		});
	},
	examples: {
		pass: [
			{ title: "by digest", resources: [pod({ containers: [container()] })] },
			{
				title: "tag and digest",
				resources: [deployment({ containers: [container({ image: `registry.town.example/web:1.4@${DIGEST}` })] })],
			},
		],
		fail: [
			...everywhere(container({ image: "registry.town.example/web:1.4" }), container()).map((resources) => ({
				title: "by tag",
				resources,
			})),
			{ title: "neither", resources: [pod({ containers: [container({ image: "registry.town.example:5000/web" })] })] },
			{ title: "a digest cut short", resources: [pod({ containers: [container({ image: "registry.town.example/web@sha256:0123" })] })] },
			...[undefined, null, ""].map((image) => ({
				title: "no image",
				resources: [pod({ containers: [{ name: "web", ...(image === undefined ? {} : { image }) }] })],
				says: "names no image",
			})),
		],
		unknown: [{ title: "not known", resources: [pod({ containers: [container({ image: new Unknown() })] })] }],
	},
};
export default control;
