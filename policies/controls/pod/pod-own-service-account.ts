import { Unknown } from "../../../inventory/resource.ts";
import { accountOf } from "../../accounts.ts";
import type { Control } from "../../control.ts";
import { container, deployment, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, partial, secnumcloud } from "../../frameworks.ts";
import { eachPod, overPods } from "../../pods.ts";

const containers = [container()];

const control: Control = {
	...overPods,
	id: "pod-own-service-account",
	severity: "low",
	title: "Every program has an account of its own",
	rationale: "What is granted to the default account for one program is granted to every pod of the namespace that names none.",
	remediation: "Make a ServiceAccount for the program and name it in serviceAccountName.",
	references: [direct(cisKubernetes["5.1.5"]), partial(secnumcloud["9.3"])],
	check(subject, context) {
		eachPod(subject, context, (pod) => {
			if (accountOf(subject, pod, context.all) === "default")
				context.report({ path: `${pod.path}/serviceAccountName`, message: "The pod runs under the account default." });
		});
	},
	examples: {
		pass: [
			...inEveryKind("its own", { serviceAccountName: "web", containers }),
			ofPod("the older name of the field", { serviceAccountName: "", serviceAccount: "web", containers }),
		],
		fail: [
			...inEveryKind("none named", { containers }),
			ofPod("default by name", { serviceAccountName: "default", containers }),
			{ title: "null is none", resources: [deployment({ serviceAccountName: null, serviceAccount: "default", containers })] },
		],
		unknown: [ofPod("not known", { serviceAccountName: new Unknown(), containers })],
	},
};
export default control;
