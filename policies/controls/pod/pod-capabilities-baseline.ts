import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { items } from "../../guard.ts";
import { standard } from "../../pod-standard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const USUAL = new Set([
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
]);
const adding = (add: readonly unknown[] | null) => secured({ capabilities: { add: add as never } });

const control: Control = {
	...overPods,
	id: "pod-capabilities-baseline",
	severity: "high",
	title: "No container adds a capability beyond the usual ones",
	rationale:
		"Each such capability is a piece of root on the node: SYS_ADMIN alone is nearly all of it, NET_RAW forges packets of neighbours.",
	remediation: "Remove from securityContext.capabilities.add whatever is not among the runtime's default capabilities, and NET_RAW.",
	references: standard("baseline/capabilities", "5.2.9"),
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			const at = `${path}/securityContext/capabilities/add`;
			context.each(items(container.securityContext?.capabilities?.add, subject, at), (capability, index) => {
				if (!USUAL.has(capability)) context.report({ path: `${at}/${index}`, message: `The ${called} adds the capability ${capability}.` });
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("one of the usual", adding(["CHOWN"]), secured({})),
			ofContainer("every usual one", adding([...USUAL])),
			ofPod("none", { containers: [adding(null), adding([]), secured({ capabilities: null }), container({ securityContext: null })] }),
			ofContainer("dropping is no adding", secured({ capabilities: { drop: ["SYS_ADMIN"] } })),
		],
		fail: [
			...inEveryPlace("SYS_ADMIN", adding(["SYS_ADMIN"]), secured({})),
			ofContainer("NET_RAW", adding(["CHOWN", "NET_RAW"]), { says: "NET_RAW" }),
			ofContainer("all", adding(["ALL"])),
			ofContainer("the standard knows it without CAP_ only", adding(["CAP_CHOWN"])),
			ofContainer("behind one that is not known", adding([new Unknown(), "BPF"]), { says: "BPF" }),
		],
		unknown: [ofContainer("a capability is not known", adding([new Unknown()])), ofContainer("no list", adding("CHOWN" as never))],
	},
};
export default control;
