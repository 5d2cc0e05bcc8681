import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, pod } from "../../examples/kubernetes.ts";
import { csf, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { eachImage, liesIn } from "../../image-reference.ts";
import { overPods } from "../../pods.ts";

const of = (image: unknown) => container({ image: image as string });
const good = of("registry.town.example/web:1.4");
const only = (image: unknown) => [pod({ containers: [of(image)] })];

const control: Control<{ denied: readonly string[] }> = {
	...overPods,
	id: "pod-image-registry-denied",
	severity: "medium",
	title: "No image comes from a registry that is closed or frozen",
	rationale: "A frozen registry gets no mended images any more, and one day the next node finds nothing there.",
	remediation: "Take the image from where its makers publish it now, best through a registry of your own.",
	references: [partial(nis2["21.2(d)"]), partial(gdpr["32(1)(b)"]), partial(csf["SOV-5.5"]), partial(secnumcloud["12.11"])],
	parameters: {
		denied: {
			description:
				"Hosts, with or without the beginning of a path, from which no image may come, besides those that the facts know to be closed or frozen.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		eachImage(subject, context, (reference, { path, called }) => {
			const at = `${path}/image`;
			const ended = context.facts.endedRegistries().find(({ place, since }) => since <= context.today && liesIn(reference, place));
			const refused = context.parameters.denied.find((place) => liesIn(reference, place));
			if (ended !== undefined)
				context.report({
					path: at,
					message: `The ${called} has its image from ${ended.place}, which is ${ended.state} since ${ended.since}; now it is ${ended.replaceWith} (${context.facts.cited("registries", ended.id, ended)}).`,
				});
			else if (refused !== undefined)
				context.report({ path: at, message: `The ${called} has its image from ${refused}, which is not admitted.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("one that is kept", good, good),
			{ title: "a path that begins alike", resources: only("docker.io/bitnamilegacyish/web") },
			{ title: "before it ended", resources: only("k8s.gcr.io/pause:3.9"), today: "2023-04-02" },
			{ title: "another than what is denied", resources: only("docker.io/town/web"), parameters: { denied: ["docker.io/library"] } },
		],
		fail: [
			...inEveryPlace("frozen", of("k8s.gcr.io/pause:3.9"), good),
			{ title: "the day it ended", resources: only("k8s.gcr.io/pause:3.9"), today: "2023-04-03", says: "frozen since 2023-04-03" },
			{ title: "a part of a registry", resources: only("bitnamilegacy/postgresql:16"), says: "docker.io/bitnamilegacy" },
			{ title: "denied by the pack", resources: only("web:1.4"), parameters: { denied: ["docker.io/library"] }, says: "not admitted" },
		],
		unknown: [{ title: "not known", resources: only(new Unknown()) }],
	},
};
export default control;
