import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, isForWindows, overPods } from "../../pods.ts";

const holding = (drop: unknown, add?: unknown) =>
	secured({ capabilities: { drop: drop as never, ...(add === undefined ? {} : { add: add as never }) } });
/** Runtimes read the names in any case. */
const holds = (capability: unknown): boolean => ["ALL", "NET_RAW"].includes(String(capability).toUpperCase());

const control: Control = {
	...overPods,
	id: "pod-drop-net-raw",
	severity: "medium",
	title: "No container can forge packets",
	rationale: "With NET_RAW, which runtimes leave a container, it answers for its neighbours on the node and listens in on them.",
	remediation: "Drop ALL capabilities, or NET_RAW at least, in every container's securityContext.",
	references: [direct(cisKubernetes["5.2.8"]), partial(secnumcloud["13.2"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const at = `${path}/securityContext/capabilities`;
			const capabilities = container.securityContext?.capabilities;
			if (items(capabilities?.add, subject, `${at}/add`).some(holds)) {
				if (!isForWindows(pod)) context.report({ path: `${at}/add`, message: `The ${called} adds the capability NET_RAW.` });
			} else if (!items(capabilities?.drop, subject, `${at}/drop`).some(holds) && !isForWindows(pod))
				context.report({ path: `${at}/drop`, message: `The ${called} keeps the capability NET_RAW.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("all dropped", holding(["ALL"]), holding(["CHOWN", "NET_RAW"])),
			ofPod("in small letters, which runtimes take", { containers: [holding(["all"], ["NET_BIND_SERVICE"]), holding(["net_raw"], null)] }),
			ofPod("Windows", { os: { name: "windows" }, containers: [container(), holding(null, ["NET_RAW"])] }),
		],
		fail: [
			...inEveryPlace("nothing said", container(), holding(["ALL"])),
			ofContainer("others dropped", holding(["CHOWN", "NET_ADMIN"]), { says: "keeps" }),
			ofContainer("dropped and added again", holding(["ALL"], ["NET_RAW"]), { says: "adds" }),
			ofPod("all added", { os: { name: "linux" }, containers: [holding(["NET_RAW"], ["ALL"])] }, { says: "adds" }),
			ofPod("null is nothing", { containers: [secured({ capabilities: null }), holding(null)] }),
		],
		unknown: [ofContainer("not known", holding([new Unknown()])), ofContainer("what is added is not", holding(["ALL"], new Unknown()))],
	},
};
export default control;
