import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { present } from "../../guard.ts";
import { OTHER_VOLUMES, standard } from "../../pod-standard.ts";
import { eachVolume, overPods } from "../../pods.ts";

const ALLOWED = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];
const holding = (...sources: { [key: string]: unknown }[]) => ({
	containers: [container()],
	volumes: sources.map((source, index) => ({ name: `volume-${index}`, ...source }) as never),
});

const control: Control = {
	...overPods,
	id: "pod-volume-types",
	severity: "medium",
	title: "Volumes are of types that Kubernetes keeps apart",
	rationale: "Other volumes reach storage or the node without a claim, so that nobody but the pod's author decided who may.",
	remediation: `Use ${ALLOWED.slice(0, -1).join(", ")} or secret volumes; put network storage behind a persistentVolumeClaim.`,
	references: standard("restricted/volume-types"),
	check(subject, context) {
		eachVolume(subject, context, (volume, path, called) => {
			const sources = Object.keys(volume).filter((key) => key !== "name" && present(volume, key));
			// A volume of which nothing but the name is written becomes an emptyDir.
			if (sources.length === 0 || sources.some((source) => ALLOWED.includes(source) && volume[source] !== null)) return;
			const type = sources.find((source) => OTHER_VOLUMES.includes(source));
			if (type === undefined) context.unknown(`${path}/${sources[0]}`, "the API has no such type of volume");
			else context.report({ path: `${path}/${type}`, message: `The ${called} is of the type ${type}.` });
		});
	},
	examples: {
		pass: [
			...inEveryKind("an emptyDir", holding({ emptyDir: {} })),
			ofPod("all that are allowed", holding(...ALLOWED.map((source) => ({ [source]: {} })))),
			ofPod("nothing said is an emptyDir", holding({}, { nfs: null })),
			ofPod("no volume", { containers: [container()], volumes: null }),
		],
		fail: [
			...inEveryKind("a path of the node", holding({ emptyDir: {} }, { hostPath: { path: "/var/log" } })),
			ofPod("network storage without a claim", holding({ nfs: { server: "192.0.2.7", path: "/" } }), { says: "type nfs" }),
			...OTHER_VOLUMES.map((type) => ofPod(type, holding({ [type]: {} }), { says: `type ${type}` })),
		],
		unknown: [
			ofPod("a type that the API has not", holding({ emptydir: {} }), { says: "no such type" }),
			ofPod("not known", holding({ secret: new Unknown() })),
			ofPod("a volume is not known", { containers: [container()], volumes: [new Unknown()] }),
		],
	},
};
export default control;
