import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, DIGEST, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { csf, gdpr, nis2, partial } from "../../frameworks.ts";
import { eachImage } from "../../image-reference.ts";
import { overPods } from "../../pods.ts";

const of = (image: string, imagePullPolicy?: unknown) =>
	container({ image, ...(imagePullPolicy === undefined ? {} : { imagePullPolicy: imagePullPolicy as string }) });
const good = of("web:1.4", "Always");

const control: Control = {
	...overPods,
	id: "pod-image-pull-policy",
	severity: "low",
	title: "Images by tag are asked for at each start",
	rationale: "A node starts a tag's old image from its own disk, with its holes, and whether or not the pod may have it from the registry.",
	remediation: "Set imagePullPolicy: Always, or name the image by digest.",
	references: [partial(nis2["21.2(d)"]), partial(gdpr["32(1)(b)"]), partial(csf["SOV-5.5"])],
	check(subject, context) {
		eachImage(subject, context, ({ tag, digest }, { container, path, called }) => {
			if (digest !== undefined) return;
			// What Kubernetes fills in.
			const policy = container.imagePullPolicy || (tag === "latest" ? "Always" : "IfNotPresent");
			if (policy !== "Always")
				context.report({
					path: `${path}/imagePullPolicy`,
					message: `The ${called} starts from the node's copy of ${container.image} (${policy}).`,
				});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("always", good, good),
			ofPod("the default of latest", { containers: [of("web:latest"), of("web", "")] }),
			ofPod("a digest can't come to mean another image", {
				containers: [of(`web:1.4@${DIGEST}`, "IfNotPresent"), of(`web@${DIGEST}`, "Never")],
			}),
		],
		fail: [
			...inEveryPlace("the default of a tag", of("web:1.4"), good),
			ofContainer("if not present", of("web", "IfNotPresent"), { says: "IfNotPresent" }),
			ofContainer("never", of("web:latest", "Never"), { says: "Never" }),
			ofContainer("null is the default", of("web:1.4", null)),
		],
		unknown: [
			ofContainer("not known", of("web:1.4", new Unknown())),
			ofContainer("the image is not known", container({ image: new Unknown() })),
		],
	},
};
export default control;
