import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, manifest, ofContainer, ofPod, pod, secured } from "../../examples/kubernetes.ts";
import { escapeToken, present } from "../../guard.ts";
import { standard } from "../../pod-standard.ts";
import { eachPod, eachSecurityContext, metadataOf, overPods } from "../../pods.ts";

/** How profiles were written before 1.30, and still may be. */
const ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";
const containers = [container()];
const unconfined = { appArmorProfile: { type: "Unconfined" } };
const annotated = (value: string) => ({ annotations: { [`${ANNOTATION}web`]: value } });

const control: Control = {
	...overPods,
	id: "pod-apparmor",
	severity: "high",
	title: "AppArmor stays on",
	rationale:
		"The runtime's profile keeps a container from mounting, from writing to /proc and from ptrace; unconfined is without all of it.",
	remediation: "Remove appArmorProfile and the AppArmor annotations, or name RuntimeDefault or a Localhost profile.",
	references: standard("baseline/apparmor"),
	check(subject, context) {
		eachSecurityContext(subject, context, ({ appArmorProfile: profile }, path, called) => {
			if (profile === undefined || profile === null || profile.type === "RuntimeDefault" || profile.type === "Localhost") return;
			context.report({
				path: `${path}/appArmorProfile/type`,
				message: `The ${called} has the AppArmor profile ${profile.type ?? "of nothing"}.`,
			});
		});
		eachPod(subject, context, (pod) => {
			const annotations = metadataOf(subject, pod).annotations ?? {};
			const written = Object.keys(annotations).filter((key) => key.startsWith(ANNOTATION) && present(annotations, key));
			context.each(written, (key) => {
				const profile = annotations[key] as string;
				if (profile === "runtime/default" || profile.startsWith("localhost/")) return;
				const path = `${pod.metadataPath}/annotations/${escapeToken(key)}`;
				context.report({
					path,
					message: `An annotation gives the container ${key.slice(ANNOTATION.length)} the AppArmor profile ${profile}.`,
				});
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("the runtime's", secured({ appArmorProfile: { type: "RuntimeDefault" } }), secured({ appArmorProfile: null })),
			ofPod("the node's own", { securityContext: { appArmorProfile: { type: "Localhost" } }, containers }),
			{ title: "by annotation", resources: [pod({ containers }, annotated("runtime/default"))] },
			{ title: "the node's own by annotation", resources: [pod({ containers }, annotated("localhost/town"))] },
			{ title: "an annotation of nothing", resources: [pod({ containers }, annotated(""))] },
			{ title: "another annotation", resources: [pod({ containers }, { annotations: { "town.example/profile": "unconfined" } })] },
			{ title: "no annotations", resources: [pod({ containers }, { annotations: null })] },
		],
		fail: [
			...inEveryPlace("unconfined", secured(unconfined), secured({})),
			ofPod("unconfined for the pod", { securityContext: unconfined, containers }, { says: "The pod" }),
			ofPod("a profile of nothing", { securityContext: { appArmorProfile: {} }, containers }, { says: "of nothing" }),
			{ title: "by annotation", resources: [pod({ containers }, annotated("unconfined"))] },
			{
				title: "by annotation of the template",
				resources: [
					manifest("apps/v1", "Deployment", "web", { spec: { template: { metadata: annotated("unconfined"), spec: { containers } } } }),
				],
			},
		],
		unknown: [
			ofContainer("not known", secured({ appArmorProfile: { type: new Unknown() } })),
			{ title: "annotations are not known", resources: [pod({ containers }, { annotations: new Unknown() })] },
			{ title: "an annotation is not known", resources: [pod({ containers }, annotated(new Unknown() as never))] },
		],
	},
};
export default control;
