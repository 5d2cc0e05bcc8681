import { beforeAll, expect, test } from "vitest";
import { kubernetesResource } from "../inventory/kubernetes/object.ts";
import type { Resource } from "../inventory/resource.ts";
import { access } from "../policies/catalogue/access.ts";
import { evaluate } from "../policies/evaluate.ts";
import type { Result } from "../reports/report.ts";
import { objects } from "./clients.ts";

/** What the controls over access say of a cluster's own objects. Each finding was read once, and is true for the reason beside it. */
const TRUE: Readonly<Record<string, string>> = {
	"rbac-no-event-delete ClusterRole kwok-controller": "KWOK plays the kubelets, and its role lets it delete any event",
	"rbac-no-volume-create ClusterRole kwok-volume": "KWOK's provisioner makes volumes, and could make one on any node's disk",
	"serviceaccount-no-automount ServiceAccount default/default": "nobody has taken the token off the account that Kubernetes makes",
};
const OWN = /^(default|kube-.*)$/;
let resources: Resource[];
let results: Result[];

beforeAll(async () => {
	const listed = await objects("clusterroles,clusterrolebindings,roles,rolebindings,serviceaccounts", "--all-namespaces");
	resources = listed.map((object) => kubernetesResource(object, { source: "live" }));
	({ results } = evaluate({ resources, source: "live", partial: false }, { controls: access }));
});

test("finds in the cluster's own objects what is true, and nothing else", () => {
	const found = results
		.filter(
			({ verdict, resource: { namespace } }) => verdict !== "pass" && verdict !== "not-applicable" && OWN.test(namespace ?? "default"),
		)
		.map(
			({ control, resource: { type, name, namespace } }) =>
				`${control} ${type.split("/").at(-1)} ${[namespace, name].filter(Boolean).join("/")}`,
		);
	expect(found.sort()).toEqual(Object.keys(TRUE).sort());
});

test("judges what somebody may edit, and passes over what Kubernetes keeps", () => {
	const roles = resources.filter(({ type }) => type.endsWith("/ClusterRole"));
	const judged = new Set(
		results
			.filter(({ control, verdict }) => control === "rbac-no-wildcard" && verdict !== "not-applicable")
			.map(({ resource }) => resource.id),
	);
	expect(roles.length).toBeGreaterThan(60);
	expect(roles.filter(({ id }) => judged.has(id)).length).toBeLessThan(20);
});
