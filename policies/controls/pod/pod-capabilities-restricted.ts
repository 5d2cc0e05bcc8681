import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { items } from "../../guard.ts";
import { standard } from "../../pod-standard.ts";
import { eachContainer, isForWindows, overPods } from "../../pods.ts";

const holding = (capabilities: object | null) => secured({ capabilities: capabilities as never });
const safe = holding({ drop: ["ALL"] });

const control: Control = {
	...overPods,
	id: "pod-capabilities-restricted",
	severity: "medium",
	title: "Every container drops all capabilities",
	rationale: "The runtime leaves root in a container fourteen pieces of the node's root; hardly a program needs one.",
	remediation: 'Set securityContext.capabilities.drop: ["ALL"] on every container, and add none but NET_BIND_SERVICE.',
	references: standard("restricted/capabilities", "5.2.10"),
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }, pod) => {
			const at = `${path}/securityContext/capabilities`;
			const capabilities = container.securityContext?.capabilities;
			context.each(items(capabilities?.add, subject, `${at}/add`), (capability, index) => {
				if (capability === "NET_BIND_SERVICE" || isForWindows(pod)) return;
				context.report({ path: `${at}/add/${index}`, message: `The ${called} adds the capability ${capability}.` });
			});
			if (items(capabilities?.drop, subject, `${at}/drop`).includes("ALL") || isForWindows(pod)) return;
			context.report({ path: `${at}/drop`, message: `The ${called} does not drop all capabilities.` });
		});
	},
	examples: {
		pass: [
			ofPod("all dropped", { containers: [safe], initContainers: [safe], ephemeralContainers: [safe] }),
			ofContainer("and one added that is allowed", holding({ drop: ["NET_RAW", "ALL"], add: ["NET_BIND_SERVICE"] })),
			ofPod("Windows", { os: { name: "windows" }, containers: [container(), holding({ add: ["CHOWN"] })] }),
		],
		fail: [
			...inEveryPlace("nothing said", container(), safe),
			...inEveryPlace("one added", holding({ drop: ["ALL"], add: ["CHOWN"] }), safe),
			ofContainer("null is nothing", holding(null), { says: "does not drop" }),
			ofContainer("some dropped", holding({ drop: ["NET_RAW", "SYS_ADMIN"] })),
			ofContainer("the standard knows it in capitals only", holding({ drop: ["all"] })),
			ofPod("Linux", { os: { name: "linux" }, containers: [container()] }),
		],
		unknown: [
			ofContainer("not known", holding({ drop: new Unknown() })),
			ofContainer("one is not known", holding({ drop: [new Unknown()] })),
			ofPod("whose nodes is not known", { os: { name: new Unknown() }, containers: [container()] }),
		],
	},
};
export default control;
