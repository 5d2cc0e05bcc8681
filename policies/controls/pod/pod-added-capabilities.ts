import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const adding = (...add: unknown[]) => secured({ capabilities: { add: add as never } });

const control: Control<{ allowed: readonly string[] }> = {
	...overPods,
	id: "pod-added-capabilities",
	severity: "medium",
	title: "No container adds a capability",
	rationale: "Each capability that is added is a right of root that the runtime had taken away for a reason.",
	remediation: "Remove securityContext.capabilities.add, or all in it but NET_BIND_SERVICE.",
	references: [direct(cisKubernetes["5.2.9"]), partial(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"])],
	parameters: {
		allowed: {
			description: "Capabilities that may be added.",
			default: ["NET_BIND_SERVICE"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			const at = `${path}/securityContext/capabilities/add`;
			context.each(items(container.securityContext?.capabilities?.add, subject, at), (capability, index) => {
				if (!context.parameters.allowed.includes(capability))
					context.report({ path: `${at}/${index}`, message: `The ${called} adds the capability ${capability}.` });
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("one that is allowed", adding("NET_BIND_SERVICE"), secured({})),
			ofPod("none", { containers: [adding(), secured({ capabilities: { add: null } }), container({ securityContext: null })] }),
			ofContainer("as the pack has it", adding("CHOWN"), { parameters: { allowed: ["CHOWN"] } }),
		],
		fail: [
			...inEveryPlace("one of the usual", adding("NET_BIND_SERVICE", "CHOWN"), secured({})),
			ofContainer("none is allowed", adding("NET_BIND_SERVICE"), { parameters: { allowed: [] } }),
			ofContainer("behind one that is not known", adding(new Unknown(), "SYS_TIME"), { says: "SYS_TIME" }),
		],
		unknown: [ofContainer("not known", adding(new Unknown()))],
	},
};
export default control;
