import { expect, test } from "vitest";
import type { KubernetesObject } from "../../inventory/kubernetes/client.ts";
import type { Properties, Resource } from "../../inventory/resource.ts";
import type { Step } from "../events.ts";
import type { Surroundings } from "./refreshed.ts";
import { refreshedDifferences } from "./refreshed.ts";

const PORT = "openstack:networking/port:Port";

function step(
	type: string,
	op: string,
	before: { inputs?: object; outputs?: object },
	after: { inputs?: object; outputs?: object },
	differs: string[] = [],
): Step {
	const all = (part: { inputs?: object; outputs?: object }) => ({
		inputs: (part.inputs ?? {}) as Record<string, unknown>,
		outputs: (part.outputs ?? part.inputs ?? {}) as Record<string, unknown>,
	});
	const [was, is] = [all(before), all(after)];
	return {
		op,
		urn: "urn",
		type,
		custom: true,
		id: "id",
		parent: "",
		provider: "",
		protect: false,
		...is,
		old: { id: "id", ...was },
		differs,
	};
}

function around(type: string, properties: Properties, object?: KubernetesObject): Surroundings {
	const namespace = object?.metadata.namespace;
	const physicalId = object === undefined ? "port-1" : [namespace, object.metadata.name].filter(Boolean).join("/");
	const resource: Resource = {
		id: "urn",
		type,
		name: object?.metadata.name ?? "web-0",
		...(namespace !== undefined && { namespace }),
		layer: "services",
		properties,
		physicalId,
		dependsOn: [],
		locations: [],
	};
	return {
		managed: new Map([["urn", resource]]),
		names: new Map([["group-1", "town-hall-app"]]),
		cloud: "oslab-demo",
		context: "lab",
		listed: new Map(object === undefined ? [] : [[`${type} ${physicalId}`, { object, path: "/its/path" }]]),
	};
}

test("a port without its groups differs, though the engine calls it unchanged; Socle sets it again", () => {
	const described = { securityGroupIds: ["group-1"], portSecurityEnabled: true };
	const [difference] = refreshedDifferences(
		[
			step(
				PORT,
				"same",
				{ inputs: described, outputs: { ...described, allSecurityGroupIds: ["group-1"] } },
				{ inputs: described, outputs: { ...described, allSecurityGroupIds: [], portSecurityEnabled: false } },
			),
		],
		around(PORT, described),
	);
	expect(difference).toMatchObject({
		change: "changed",
		place: "oslab-demo",
		subject: "Port web-0",
		what: "portSecurityEnabled: true → false, securityGroupIds: [town-hall-app] → nothing",
		repairs: [
			{
				by: "openstack",
				removal: {
					service: "network",
					path: "/ports/port-1",
					method: "PUT",
					body: { port: { security_groups: ["group-1"], port_security_enabled: true } },
				},
			},
		],
	});
	expect(difference?.resource.properties, "judged as it is now").toEqual({ portSecurityEnabled: false, securityGroupIds: [] });
});

test("what nobody can set back by itself is told to a person", () => {
	const router = "openstack:networking/router:Router";
	const [difference] = refreshedDifferences(
		[step(router, "same", { outputs: { enableSnat: true } }, { outputs: { enableSnat: false } })],
		around(router, {}),
	);
	expect(difference?.repairs).toMatchObject([{ by: "hand", advice: expect.stringContaining("Set enableSnat of web-0 back") }]);
});

const DEPLOYMENT = "apps/v1/Deployment";
const deployment = (spec: object) => ({
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: { name: "web", namespace: "passports" },
	spec,
});
const managedFields = [
	{
		manager: "pulumi-resource-kubernetes",
		time: "2026-01-03T00:00:00Z",
		fieldsV1: { "f:spec": { "f:replicas": {}, "f:hostNetwork": {} } },
	},
	{ manager: "kubectl-edit", time: "2026-01-02T00:00:00Z", fieldsV1: { "f:spec": { "f:hostNetwork": {} } } },
	{
		manager: "kube-controller-manager",
		subresource: "status",
		time: "2026-01-04T00:00:00Z",
		fieldsV1: { "f:spec": { "f:hostNetwork": {} } },
	},
	{ manager: "other", time: "2026-01-05T00:00:00Z", fieldsV1: { "f:spec": { "f:paused": {} } } },
];

test("described fields come back by up; what somebody else added is taken out; who and when are the writer's", () => {
	const described = deployment({ replicas: 1 });
	const before = deployment({ replicas: 1, strategy: { type: "RollingUpdate" } });
	const now = deployment({ replicas: 3, strategy: { type: "Recreate" }, hostNetwork: true, lifecycle: { stop: { exec: ["x"] } } });
	const object = { ...now, metadata: { ...now.metadata, managedFields } } as unknown as KubernetesObject;
	const [difference] = refreshedDifferences(
		[
			step(
				"kubernetes:apps/v1:Deployment",
				"update",
				{ inputs: described, outputs: before },
				{ inputs: deployment({ replicas: 3 }), outputs: now },
				["spec"],
			),
		],
		around(DEPLOYMENT, described as unknown as Properties, object),
	);
	expect(difference).toMatchObject({
		subject: "Deployment passports/web",
		what: "spec.replicas: 1 → 3, spec.strategy.type: RollingUpdate → Recreate, spec.hostNetwork: nothing → true, spec.lifecycle.stop.exec: nothing → [x]",
		at: "2026-01-02T00:00:00Z",
		by: "kubectl-edit",
		repairs: [
			{ by: "up" },
			{
				by: "kubernetes-fields",
				context: "lab",
				path: "/its/path",
				operations: [
					{ op: "replace", path: "/spec/strategy/type", value: "RollingUpdate" },
					{ op: "remove", path: "/spec/hostNetwork" },
					{ op: "remove", path: "/spec/lifecycle" },
				],
			},
		],
	});
});

test("a weakened namespace, in the words of the standard", () => {
	const namespace = (enforce: string) => ({
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name: "passports", labels: { "pod-security.kubernetes.io/enforce": enforce } },
	});
	const [difference] = refreshedDifferences(
		[
			step("kubernetes:core/v1:Namespace", "update", { inputs: namespace("restricted") }, { inputs: namespace("privileged") }, [
				"metadata",
			]),
		],
		around("v1/Namespace", namespace("restricted"), namespace("privileged") as KubernetesObject),
	);
	expect(difference).toMatchObject({ subject: "Namespace passports", what: "enforce: restricted → privileged", repairs: [{ by: "up" }] });
});

test("contents are compared and never repeated", () => {
	const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
	const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s", namespace: "passports" }, stringData: hidden };
	const configMap = (key: string) => ({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "s", namespace: "passports" },
		data: { key },
	});
	const pod = (value: string) => ({
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name: "s", namespace: "passports" },
		spec: { containers: [{ name: "c", env: [{ name: "A", value }] }] },
	});
	const object = { ...secret, metadata: { name: "s", namespace: "passports" } } as unknown as KubernetesObject;
	const differences = [
		...refreshedDifferences(
			[step("kubernetes:core/v1:Secret", "update", { inputs: secret }, { inputs: secret }, ["stringData.a", "stringData"])],
			around("v1/Secret", {}, object),
		),
		...refreshedDifferences(
			[step("kubernetes:core/v1:ConfigMap", "update", { inputs: configMap("one") }, { inputs: configMap("canary") })],
			around("v1/ConfigMap", {}, object),
		),
		...refreshedDifferences(
			[step("kubernetes:core/v1:Pod", "update", { inputs: pod("one") }, { inputs: pod("canary") })],
			around("v1/Pod", {}, object),
		),
	];
	expect(differences.map(({ what }) => what)).toEqual([
		"stringData.a: another value",
		"data.key: another value",
		"spec.containers.c.env.A.value: another value",
	]);
	expect(JSON.stringify(differences.map(({ fields, what }) => [fields, what]))).not.toContain("canary");
	expect(differences.map(({ repairs }) => repairs)).toEqual([[{ by: "up" }], [{ by: "up" }], [{ by: "up" }]]);
});

test("a rule that is gone is told by what it let through; components and half-steps are not told at all", () => {
	const type = "openstack:networking/secGroupRule:SecGroupRule";
	const rule = {
		direction: "ingress",
		ethertype: "IPv4",
		protocol: "tcp",
		portRangeMin: 443,
		portRangeMax: 443,
		remoteIpPrefix: "192.0.2.0/24",
		remoteGroupId: "",
		securityGroupId: "group-1",
	};
	const steps = [
		step(type, "delete", { inputs: rule }, {}),
		{ ...step(type, "refresh", { inputs: rule }, {}) },
		{ ...step("socle:index:Network", "same", {}, {}), urn: "other" },
	];
	expect(refreshedDifferences(steps, around(type, rule))).toMatchObject([
		{
			change: "gone",
			subject: "SecurityGroupRule",
			what: "tcp 443 from 192.0.2.0/24 on group town-hall-app is not there any more",
			repairs: [{ by: "up" }],
		},
	]);
});
