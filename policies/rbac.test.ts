import { expect, it } from "vitest";
import { facts } from "../facts/facts.ts";
import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";
import { account, aggregate, binding, bootstrapped, clusterBinding, clusterRole, group, role, rule, user } from "./examples/access.ts";
import { Index } from "./joins.ts";
import type { Rule } from "./rbac.ts";
import { endsInAdmin, grants, grantsTo, RIGHTS } from "./rbac.ts";

const read = rule("", ["secrets"], ["get"]);
const index = (resources: ExampleResource[], partial = false): Index =>
	new Index({
		resources: resources.map((each, at): Resource => ({ id: `${at}`, dependsOn: [], locations: [], ...each })),
		partial,
		source: "plan",
	});
const web = { namespace: "town", name: "web" };
const held = (resources: ExampleResource[], of = web): string[] =>
	grantsTo(of, index(resources), facts).list.map(({ rule: { verbs, resources }, namespace = "*" }) => `${namespace} ${verbs} ${resources}`);

it.each<[Partial<Rule>, string | undefined]>([
	[{}, "get on secrets"],
	[{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }, "* on *"],
	[{ verbs: ["list", "create", "watch"] }, "list, watch on secrets"],
	[{ apiGroups: ["apps"] }, undefined],
	[{ apiGroups: null as never }, "get on secrets"],
	[{ resources: ["secrets/status", "configmaps"] }, undefined],
	[{ resources: null as never }, undefined],
	[{ verbs: ["create"] }, undefined],
	[{ resourceNames: ["one"] }, undefined],
	[{ resourceNames: [] }, "get on secrets"],
])("says what %j grants of reading secrets", (change, granted) => {
	expect(grants({ apiGroups: [""], resources: ["secrets"], verbs: ["get"], ...change }, RIGHTS.secretRead[0])).toBe(granted);
});

it("takes a star before a subresource for every resource's, and one behind it for nothing, as the authoriser does", () => {
	const [right] = RIGHTS.exec;
	const of = (resource: string) => grants({ apiGroups: [""], resources: [resource], verbs: ["create"] }, right);
	expect(of("*/exec")).toBe("create on */exec");
	expect(of("pods/*")).toBeUndefined();
	expect(of("*/status")).toBeUndefined();
});

it("knows that a request to create carries no name, unless it is a subresource's", () => {
	const named = { apiGroups: [""], verbs: ["create"], resourceNames: ["x"] };
	const never = { groups: [""], resources: ["pods", "pods/exec"], verbs: ["create"], narrowed: "never" } as const;
	expect(grants({ ...named, resources: ["pods"] }, never)).toBeUndefined();
	expect(grants({ ...named, resources: ["pods/exec"] }, never)).toBe("create on pods/exec");
});

it.each<[string, ExampleResource[]]>([
	["its name", [binding("worker", [account()]), role([read])]],
	["its user's name", [binding("worker", [user("system:serviceaccount:town:web")]), role([read])]],
	["the binding's namespace, where none is said", [binding("worker", [{ kind: "ServiceAccount", name: "web" }]), role([read])]],
	["the group of its namespace's accounts", [binding("worker", [group("system:serviceaccounts:town")]), role([read])]],
])("finds what an account holds by %s", (_, resources) => {
	expect(held(resources)).toEqual(["town get secrets"]);
});

it("finds what every account holds, everywhere", () => {
	for (const name of ["system:serviceaccounts", "system:authenticated"])
		expect(held([clusterBinding("worker", [group(name)]), clusterRole([read])])).toEqual(["* get secrets"]);
});

it("holds a ClusterRole that a RoleBinding hands out in its namespace only", () => {
	expect(held([binding("worker", [account()], "town", "ClusterRole"), clusterRole([read])])).toEqual(["town get secrets"]);
});

it("mixes up neither namespaces nor kinds", () => {
	expect(held([binding("worker", [account()]), role([read], "other")])).toEqual([]);
	expect(held([binding("worker", [account("web", "other")]), role([read])])).toEqual([]);
	expect(held([binding("worker", [account()]), clusterRole([read])])).toEqual([]);
});

it("counts a binding once that names an account twice", () => {
	expect(held([binding("worker", [account(), user("system:serviceaccount:town:web")]), role([read])])).toHaveLength(1);
});

it("gathers an aggregated role's rules, from the list and from what Kubernetes has", () => {
	const taken = { ...clusterRole([read], { metadata: { labels: { gather: "yes" } } }, "taken") };
	const rule = { clusterRoleSelectors: [{ matchExpressions: [{ key: "gather", operator: "In", values: ["yes"] }] }] };
	const gatherer = clusterRole([{ verbs: ["stale"] }], { aggregationRule: rule }, "gatherer");
	expect(held([clusterBinding("gatherer", [account()]), taken, gatherer])).toEqual(["* get secrets"]);
	expect(held([clusterBinding("gatherer", [account()]), aggregate("edit")]).some((each) => each.includes("secrets"))).toBe(true);
	const emptied = bootstrapped("system:aggregate-to-edit", [], { "rbac.authorization.k8s.io/aggregate-to-edit": "true" });
	expect(held([clusterBinding("gatherer", [account()]), aggregate("edit"), emptied])).toEqual([]);
});

it.each([
	["cluster-admin", "ClusterRoleBinding binding gives it every right (cluster-admin)"],
	["edit", "gives it get, list, watch on secrets everywhere (edit)"],
	["view", undefined],
])("knows Kubernetes' own role %s", (name, ends) => {
	const { list, open } = grantsTo(web, index([clusterBinding(name, [account()])]), facts);
	const found = list.map(endsInAdmin).find((each) => each !== undefined);
	if (ends === undefined) expect(found).toBeUndefined();
	else expect(found).toContain(ends);
	expect(open).toBeUndefined();
});

it("says that rights in another namespace than the cluster's own don't end in all", () => {
	const ends = (namespace: string) =>
		grantsTo(web, index([binding("worker", [account()], namespace), role([read], namespace)]), facts).list.map(endsInAdmin);
	expect(ends("town")).toEqual([undefined]);
	expect(ends("kube-system")).toEqual(["RoleBinding binding gives it get on secrets in kube-system (worker)"]);
});

it("says why there may be more", () => {
	const open = (resources: ExampleResource[], partial = false) => grantsTo(web, index(resources, partial), facts).open;
	expect(open([])).toBeUndefined();
	expect(open([], true)).toContain("outside this part");
	expect(open([binding("worker", new Unknown())])).toContain("to whom");
	expect(open([binding("worker", [account()], "town"), role(new Unknown())])).toContain("what the binding");
});
