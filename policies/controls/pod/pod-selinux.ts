import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer, ofPod, secured } from "../../examples/kubernetes.ts";
import { since } from "../../kubernetes-version.ts";
import { standard } from "../../pod-standard.ts";
import { eachSecurityContext, overPods } from "../../pods.ts";

const TYPES = ["container_t", "container_init_t", "container_kvm_t"];
const containers = [container()];
const labelled = (seLinuxOptions: object | null) => secured({ seLinuxOptions: seLinuxOptions as never });
const engine = { securityContext: { seLinuxOptions: { type: "container_engine_t" } }, containers };

const control: Control = {
	...overPods,
	id: "pod-selinux",
	severity: "high",
	title: "SELinux keeps containers in their own domain",
	rationale: "Another type, user or role takes the container out of the domain in which SELinux holds it: spc_t is not held at all.",
	remediation: "Remove user and role from seLinuxOptions, and its type unless it is container_t, container_init_t or container_kvm_t.",
	references: standard("baseline/selinux"),
	check(subject, context) {
		// Engines in containers have a type of their own since 1.31.
		const types = since(31, context) ? [...TYPES, "container_engine_t"] : TYPES;
		eachSecurityContext(subject, context, ({ seLinuxOptions: options }, path, called) => {
			context.each(["type", "user", "role"] as const, (key) => {
				const value = options?.[key];
				if (value === undefined || value === null || value === "" || (key === "type" && types.includes(value))) return;
				context.report({ path: `${path}/seLinuxOptions/${key}`, message: `The ${called} sets the SELinux ${key} ${value}.` });
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("a container's type", labelled({ type: "container_t", level: "s0:c1,c2" }), labelled(null)),
			...TYPES.map((type) => ofContainer(type, labelled({ type, user: "", role: null }))),
			ofPod("an engine's type since 1.31", engine, { kubernetesVersion: { major: 1, minor: 31 } }),
		],
		fail: [
			...inEveryPlace("another type", labelled({ type: "spc_t" }), secured({})),
			ofPod("another type for the pod", { securityContext: { seLinuxOptions: { type: "unconfined_t" } }, containers }),
			ofContainer("a user", labelled({ user: "system_u" }), { says: "user" }),
			ofContainer("a role", labelled({ type: new Unknown(), role: "system_r" }), { says: "role" }),
			ofPod("an engine's type before 1.31", engine, { kubernetesVersion: { major: 1, minor: 30 } }),
		],
		unknown: [ofContainer("not known", labelled({ type: new Unknown() }))],
	},
};
export default control;
