import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const SAFE: readonly unknown[] = [undefined, null, "", "None", "HostToContainer"];
const mounting = (...ways: unknown[]) =>
	container({ volumeMounts: ways.map((way, index) => ({ name: `v${index}`, mountPath: `/v${index}`, mountPropagation: way as string })) });

const control: Control = {
	...overPods,
	id: "pod-unsafe-mount-propagation",
	severity: "high",
	title: "No container mounts anything into its node",
	rationale: "What a container mounts under a bidirectional mount appears on the node and in every other container that sees the path.",
	remediation: "Remove mountPropagation, or set it to HostToContainer; leave Bidirectional to storage drivers in their own namespace.",
	references: [partial(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(items(container.volumeMounts, subject, `${path}/volumeMounts`), (mount, index) => {
				const way = mount?.mountPropagation;
				if (SAFE.includes(way)) return;
				context.report({
					path: `${path}/volumeMounts/${index}/mountPropagation`,
					message: `The ${called} mounts ${mount?.mountPath} with the propagation ${way}.`,
				});
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("from the node alone", mounting("HostToContainer", "None"), container()),
			ofPod("not said", { containers: [container({ volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] }), mounting(null, "")] }),
		],
		fail: [
			...inEveryPlace("both ways", mounting(null, "Bidirectional"), container()),
			ofContainer("behind one that is not known", mounting(new Unknown(), "Bidirectional")),
		],
		unknown: [ofContainer("not known", mounting(new Unknown()))],
	},
};
export default control;
