import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { accountOf } from "../../accounts.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, clusterRole, group, role, rule } from "../../examples/access.ts";
import { among, container, deployment, inEveryKind, ofPod, pod } from "../../examples/kubernetes.ts";
import { cisKubernetes, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { eachPod, namespaceOf, overPods } from "../../pods.ts";
import { endsInAdmin, grantsTo } from "../../rbac.ts";

const spec: Properties = { serviceAccountName: "web", containers: [container()] };
const admin = clusterBinding("cluster-admin", [account()]);
const secrets = rule("", ["secrets"], ["get"]);

const control: Control<Exempt> = {
	...overPods,
	scope: "stack",
	id: "pod-account-not-admin",
	severity: "high",
	title: "No pod can make itself lord of the cluster",
	rationale: "A hole in the program is then a hole in the cluster: its token reads every Secret, or starts a pod that does.",
	remediation: "Give the account a Role in its own namespace with the few rights that the program uses, and take the wide binding away.",
	references: [partial(cisKubernetes["5.1.1"]), partial(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	parameters: { exempt },
	check(subject, context) {
		const namespace = namespaceOf(subject);
		if (context.parameters.exempt.includes(namespace)) return context.notApplicable();
		eachPod(subject, context, (pod) => {
			const name = accountOf(subject, pod, context.all);
			const { list, open } = grantsTo({ namespace, name }, context.all, context.facts);
			const path = `${pod.path}/serviceAccountName`;
			context.each(list, (grant) => {
				const how = endsInAdmin(grant);
				if (how === undefined) return;
				context.report({ path, message: `The pod's account ${name} ends up with all rights over the cluster: ${how}.` });
			});
			if (open !== undefined) context.unknown(path, open);
		});
	},
	examples: {
		pass: [
			...inEveryKind("nothing granted", spec),
			among("another is", [pod({ containers: [container()] }), admin]),
			among("secrets of its own namespace", [pod(spec), binding("worker", [account()]), role([secrets])]),
			among("nothing that leads further", [pod(spec), clusterBinding("worker", [account()]), clusterRole([rule("", ["nodes"], ["get"])])]),
		],
		fail: [
			...inEveryKind("cluster-admin", spec).map(({ title, resources }) => ({ title, resources: [...resources, admin] })),
			among("every Secret", [pod(spec), clusterBinding("worker", [account()]), clusterRole([secrets])], { says: "secrets" }),
			among("by its group", [
				deployment({ containers: [container()] }),
				clusterBinding("cluster-admin", [group("system:serviceaccounts:town")]),
			]),
			among("in the cluster's own namespace", [pod(spec), binding("worker", [account()], "kube-system"), role([secrets], "kube-system")]),
			among("one of two bindings in a part", [pod(spec), admin], { partial: true }),
			among(
				"of the cluster, where that is not exempt",
				[deployment({ containers: [container()] }, "kube-system"), clusterBinding("cluster-admin", [account("default", "kube-system")])],
				{ parameters: { exempt: [] } },
			),
		],
		unknown: [
			ofPod("bindings may lie elsewhere", spec, { partial: true }),
			among("whom a binding is for is not known", [pod(spec), clusterBinding("cluster-admin", new Unknown())]),
			among("its account is not known", [pod({ ...spec, serviceAccountName: new Unknown() }), admin]),
		],
		notApplicable: [among("of the cluster itself", [deployment(spec, "kube-system"), admin])],
	},
};
export default control;
