import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod } from "../../examples/kubernetes.ts";
import { items } from "../../guard.ts";
import { standard } from "../../pod-standard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const listening = (port: object | Unknown) => container({ ports: [port as never] });

const control: Control = {
	...overPods,
	id: "pod-host-ports",
	severity: "high",
	title: "No container takes a port of its node",
	rationale:
		"A port of the node is reached past Services, Ingress and often past NetworkPolicies, and two pods that want it can't share a node.",
	remediation: "Remove hostPort, and publish the port by a Service.",
	references: standard("baseline/host-ports", "5.2.13"),
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(items(container.ports, subject, `${path}/ports`), ({ hostPort }, index) => {
				if (hostPort === undefined || hostPort === null || hostPort === 0) return;
				context.report({ path: `${path}/ports/${index}/hostPort`, message: `The ${called} takes port ${hostPort} of its node.` });
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("a port of its own", listening({ containerPort: 8080 }), container()),
			ofPod("none of the node's", { containers: [listening({ containerPort: 80, hostPort: 0 }), listening({ hostPort: null })] }),
		],
		fail: [
			...inEveryPlace("a port of the node", listening({ containerPort: 8080, hostPort: 80 }), container()),
			ofContainer("behind one that is not known", container({ ports: [new Unknown(), { containerPort: 53, hostPort: 53 }] }), {
				says: "port 53",
			}),
		],
		unknown: [ofContainer("not known", listening({ hostPort: new Unknown() })), ofContainer("no list", container({ ports: "8080" }))],
	},
};
export default control;
