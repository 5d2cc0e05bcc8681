import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, custom, DIGEST, deployment, inEveryPlace, ofContainer } from "../../examples/kubernetes.ts";
import { csf, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { eachContainer, isBuiltIn, overPods } from "../../pods.ts";

const BY_DIGEST = /@sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;
/** `$(TAG)`, `{{ .Values.image }}`, `<image>`: what is filled in before the manifest is applied. */
const GAP = /\$[({A-Za-z_]|\{\{|^<|@@/;
const of = (image: unknown) => container({ image: image as string });

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
			const at = `${path}/image`;
			if (image === undefined || image === null || image === "") {
				if (isBuiltIn(subject)) context.report({ path, message: `The ${called} names no image.` });
				else context.unknown(at, "its operator decides which one it is");
			} else if (GAP.test(String(image))) context.unknown(at, "it is filled in later");
			else if (!BY_DIGEST.test(String(image))) context.report({ path: at, message: `The ${called} has its image by tag: ${image}.` });
		});
	},
	examples: {
		pass: [
			ofContainer("by digest", container()),
			{ title: "tag and digest", resources: [deployment({ containers: [of(`registry.town.example/web:1.4@${DIGEST}`)] })] },
			ofContainer("a longer one", of(`web@sha512:${"0123456789abcdef".repeat(8)}`)),
		],
		fail: [
			...inEveryPlace("by tag", of("registry.town.example/web:1.4"), container()),
			ofContainer("neither", of("registry.town.example:5000/web")),
			ofContainer("a digest cut short", of("registry.town.example/web@sha256:0123")),
			...[undefined, null, ""].map((image) =>
				ofContainer("no image", { name: "web", ...(image === undefined ? {} : { image }) }, { says: "names no image" }),
			),
		],
		unknown: [
			ofContainer("not known", of(new Unknown())),
			ofContainer("filled in later", of("registry.town.example/web:$TAG"), { says: "filled in later" }),
			{ title: "an operator fills it in", resources: [custom({ containers: [{ name: "web" }] })], says: "operator" },
		],
	},
};
export default control;
