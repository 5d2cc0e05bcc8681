import fc from "fast-check";
import { expect, test } from "vitest";
import { Secret, Unknown } from "../resource.ts";
import { kubernetesReader } from "./client.ts";
import { readCluster } from "./live.ts";
import type { ClusterSession } from "./session.ts";
import { ClusterError } from "./session.ts";

/** What becomes of answers; that a whole cluster reads like this is shown in the lab (`test/live.lab.test.ts`). */
type Answers = { readonly [path: string]: unknown };

const listable = (kind: string, name: string, namespaced = true) => ({ kind, name, namespaced, verbs: ["get", "list"] });
const API: Answers = {
	"/apis": {
		groups: [{ preferredVersion: { groupVersion: "apps/v1" } }, { preferredVersion: { groupVersion: "rbac.authorization.k8s.io/v1" } }],
	},
	"/api/v1": {
		resources: [
			listable("Namespace", "namespaces", false),
			listable("Pod", "pods"),
			{ kind: "Pod", name: "pods/status", namespaced: true, verbs: ["get"] },
			listable("Secret", "secrets"),
			listable("Event", "events"),
			{ kind: "Binding", name: "bindings", namespaced: true, verbs: ["create"] },
		],
	},
	"/apis/apps/v1": { resources: [listable("Deployment", "deployments"), listable("ReplicaSet", "replicasets")] },
	"/apis/rbac.authorization.k8s.io/v1": { resources: [listable("ClusterRole", "clusterroles", false)] },
};
const meta = (name: string, more: object = {}) => ({ name, namespace: "town", uid: name, ...more });
const ownedBy = (uid: string) => ({ ownerReferences: [{ uid, controller: true }] });
const TOWN: Answers = {
	...API,
	"/api/v1/namespaces": {
		kind: "NamespaceList",
		apiVersion: "v1",
		items: [{ metadata: { name: "town" } }, { metadata: { name: "other" } }],
	},
	"/api/v1/pods": {
		kind: "PodList",
		apiVersion: "v1",
		items: [
			{ metadata: meta("web-1-a", ownedBy("web-1")), spec: {} },
			{ metadata: meta("alone"), spec: {} },
		],
	},
	"/api/v1/secrets": {
		kind: "PartialObjectMetadataList",
		apiVersion: "meta.k8s.io/v1",
		items: [
			{ metadata: meta("db", { annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"data":"canary"}', owner: "town" } }) },
		],
	},
	"/apis/apps/v1/deployments": { kind: "DeploymentList", apiVersion: "apps/v1", items: [{ metadata: meta("web"), spec: {} }] },
	"/apis/apps/v1/replicasets": {
		kind: "ReplicaSetList",
		apiVersion: "apps/v1",
		items: [{ metadata: meta("web-1", ownedBy("web")), spec: {} }],
	},
	"/apis/rbac.authorization.k8s.io/v1/clusterroles": 403,
};

function read(answers: Answers, namespaces: readonly string[] = []) {
	const asked: string[] = [];
	const session: ClusterSession = {
		context: "town",
		async send(method, path, { accept } = {}) {
			asked.push(`${method} ${path}${accept?.includes("PartialObjectMetadataList") ? " (names)" : ""}`);
			const plain = path.replace(/\/namespaces\/[^/]+\//, "/");
			const answer = plain in answers ? answers[plain] : { kind: "List", items: [] };
			if (typeof answer === "number") throw new ClusterError(`refused with ${answer}.`, answer, "");
			return answer;
		},
	};
	return readCluster(kubernetesReader(session), { path: "kubernetes://town", namespaces }).then((part) => ({ ...part, asked }));
}

test("every kind that can be listed is in the list, but for what a cluster writes for itself", async () => {
	const { resources, inputs, asked } = await read(TOWN);
	expect(resources.map(({ id }) => id)).toEqual([
		"apps/v1/Deployment town/web",
		"apps/v1/ReplicaSet town/web-1",
		"v1/Namespace other",
		"v1/Namespace town",
		"v1/Pod town/alone",
		"v1/Pod town/web-1-a",
		"v1/Secret town/db",
	]);
	expect(inputs).toEqual([{ path: "kubernetes://town", kind: "kubernetes-live", resources: 5 }]);
	expect(asked.filter((each) => /events|bindings|status/.test(each))).toEqual([]);
	expect(new Set(asked.map((each) => each.split(" ")[0]))).toEqual(new Set(["GET"]));
});

test("what a controller made by a template of the list is not judged again", async () => {
	const { resources } = await read(TOWN);
	expect(resources.filter(({ judged }) => judged === false).map(({ name }) => name)).toEqual(["web-1", "web-1-a"]);
});

test("of a Secret the name is asked for, and nothing that it holds gets in", async () => {
	const { resources, asked } = await read(TOWN);
	expect(asked).toContain("GET /api/v1/secrets (names)");
	const secret = resources.find(({ name }) => name === "db");
	expect(secret?.properties).toMatchObject({ kind: "Secret", type: expect.any(Unknown), data: expect.any(Secret) });
	expect(secret?.properties["metadata"]).toMatchObject({ annotations: { owner: "town" } });
	expect(JSON.stringify(resources)).not.toContain("canary");
});

test("a refusal is told and its kind is hidden; a failure is an error, and the rest is read", async () => {
	const { notVisible, hidden, errors, resources } = await read({
		...TOWN,
		"/apis/apps/v1/replicasets": 500,
		"/api/v1/pods": { kind: "PodList", items: 3 },
	});
	expect(notVisible).toEqual([{ what: "ClusterRole", why: "refused with 403." }]);
	expect(errors.map(({ message }) => message).toSorted()).toEqual([expect.stringContaining("Pod: "), "ReplicaSet: refused with 500."]);
	expect(hidden?.toSorted()).toEqual(["apps/v1/ReplicaSet", "rbac.authorization.k8s.io/v1/ClusterRole", "v1/Pod"]);
	expect(resources).toHaveLength(4);
});

test("of chosen namespaces everything is judged, of the cluster only they themselves", async () => {
	const { resources, notVisible, asked } = await read(TOWN, ["town"]);
	expect(asked).toContain("GET /api/v1/namespaces/town/pods");
	expect(resources.filter(({ judged }) => judged !== false).map(({ name }) => name)).toEqual(["web", "town", "alone", "db"]);
	expect(notVisible.map(({ why }) => why)).toContain("Only town was asked for.");
});

test("whatever a cluster answers, nothing is lost without a word", async () => {
	const value = fc.jsonValue({ maxDepth: 3 });
	const paths = Object.keys(TOWN).filter((path) => path !== "/apis"); // Who is refused there can't look at anything, and is told so.
	const answer = fc.oneof(
		fc.constantFrom(401, 403, 404, 429, 500),
		value,
		fc.array(value, { maxLength: 4 }).map((items) => ({ kind: "PodList", apiVersion: "v1", items })),
	);
	await fc.assert(
		fc.asyncProperty(fc.dictionary(fc.constantFrom(...paths), answer, { maxKeys: 5 }), async (given) => {
			const { resources, errors, notVisible } = await read({ ...TOWN, ...given });
			for (const path of ["/api/v1/pods", "/apis/apps/v1/deployments"]) {
				if (!(path in given) || "/api/v1" in given || "/apis/apps/v1" in given) continue;
				const kind = path.endsWith("pods") ? "Pod" : "Deployment";
				const { items = [] } = (given[path] ?? {}) as { items?: unknown[] };
				const told = [...errors.map(({ message }) => message), ...notVisible.map(({ what }) => what)].some((text) => text.startsWith(kind));
				const read = resources.filter(({ locations }) => locations.length === 0).length;
				expect(told || items.length === 0 || read >= items.length).toBe(true);
			}
		}),
		{ numRuns: Number(process.env["SOCLE_FUZZ_RUNS"] ?? 500) },
	);
});
