import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { standard } from "../../pod-standard.ts";
import { eachSecurityContext, isOff, overPods } from "../../pods.ts";

const containers = [container()];
const onHost = { windowsOptions: { hostProcess: true } };

const control: Control = {
	...overPods,
	id: "pod-windows-host-process",
	severity: "high",
	title: "No container is a process of its Windows node",
	rationale: "A HostProcess container is no container: it has the node's files, network and rights.",
	remediation: "Remove windowsOptions.hostProcess from the pod and its containers.",
	references: standard("baseline/host-process", "5.2.11"),
	check(subject, context) {
		eachSecurityContext(subject, context, ({ windowsOptions }, path, called) => {
			if (isOff(windowsOptions?.hostProcess)) return;
			context.report({ path: `${path}/windowsOptions/hostProcess`, message: `The ${called} is a process of its node.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("not", secured({ windowsOptions: { hostProcess: false } }), secured({ windowsOptions: null })),
			ofPod("null is not", { securityContext: { windowsOptions: { hostProcess: null } }, containers }),
		],
		fail: [
			ofPod("a whole pod of Windows", { os: { name: "windows" }, hostNetwork: true, securityContext: onHost, containers }),
			...inEveryPlace("a process", secured(onHost), secured({})),
			ofPod("for the pod", { securityContext: onHost, containers }, { says: "The pod" }),
		],
		unknown: [ofContainer("not known", secured({ windowsOptions: new Unknown() }))],
	},
};
export default control;
