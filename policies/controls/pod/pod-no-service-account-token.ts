import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { ACCOUNT, accountOf } from "../../accounts.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { among, container, deployment, inEveryKind, manifest, pod, templated } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { named } from "../../namespaced.ts";
import { eachPod, metadataOf, namespaceOf, overPods } from "../../pods.ts";

const containers = [container()];
const account = (name: string, automountServiceAccountToken: unknown, namespace = "town"): ExampleResource =>
	manifest("v1", "ServiceAccount", name, { automountServiceAccountToken } as Properties, namespace);
const under = (name: string, spec: object = {}) => pod({ serviceAccountName: name, containers, ...(spec as Properties) });
const declared = { annotations: { "socle/api-token": "watches its own pods" } };

const control: Control = {
	...overPods,
	scope: "stack",
	id: "pod-no-service-account-token",
	severity: "medium",
	title: "No pod holds a token for the API server without need",
	rationale: "Whoever gets into the program gets the token with it, and asks the API server in its name.",
	remediation:
		"Set automountServiceAccountToken: false; where the program does ask the API server, annotate it socle/api-token: the reason.",
	references: [direct(cisKubernetes["5.1.6"]), partial(secnumcloud["9.3"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	check(subject, context) {
		eachPod(subject, context, (pod) => {
			const path = `${pod.path}/automountServiceAccountToken`;
			const own = pod.spec.automountServiceAccountToken ?? undefined;
			if (own === false) return;
			const template = { ...subject, properties: { metadata: metadataOf(subject, pod) as Properties } };
			if (declares(subject, "api-token") || declares(template, "api-token")) return;
			if (own !== undefined) return context.report({ path, message: "The pod mounts its account's token." });
			const name = accountOf(subject, pod, context.all);
			const account = named(ACCOUNT, namespaceOf(subject), name, context.all);
			if (account === undefined) context.absent({ path, message: `Nothing keeps the pod from mounting the token of its account ${name}.` });
			else if ((account.properties as { automountServiceAccountToken?: boolean }).automountServiceAccountToken !== false)
				context.report({ path, message: `Neither the pod nor its account ${name} keeps the token from being mounted.` });
		});
	},
	examples: {
		pass: [
			...inEveryKind("off", { automountServiceAccountToken: false, containers }),
			among("off for its account", [under("web"), account("web", false)]),
			among("off for the default account", [deployment({ containers }), account("default", false)]),
			among("the older name of the field", [pod({ serviceAccount: "web", containers }), account("web", false)]),
			among("declared", [pod({ containers }, declared)]),
			among("declared for the template", [templated(declared, { automountServiceAccountToken: true, containers })]),
			among("an account that is named later", [
				under(new Unknown("later", ["later"]) as never),
				{ ...account("web-7f3", false), id: "later" },
			]),
		],
		fail: [
			...inEveryKind("on", { automountServiceAccountToken: true, containers }),
			among("off for its account, on for the pod", [under("web", { automountServiceAccountToken: true }), account("web", false)]),
			among("nothing said by either", [under("web"), account("web", null)], { says: "Neither" }),
			among("an account that is not there", [under("web"), account("web", false, "village")], { says: "its account web" }),
			among("the default account", [deployment({ containers }, undefined), account("web", false)], { says: "account default" }),
		],
		unknown: [
			among("its account may lie elsewhere", [under("web")], { partial: true }),
			among("what its account says is not known", [under("web"), account("web", new Unknown())]),
			among("its account is not known", [under(new Unknown() as never), account("web", false)]),
			among("another account's name is not known", [under("web"), account(new Unknown() as never, false)]),
		],
	},
};
export default control;
