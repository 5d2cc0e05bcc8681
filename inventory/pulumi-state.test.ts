import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readArtefacts } from "./artefacts.ts";
import { readPulumiPreview } from "./pulumi-preview.ts";
import { readPulumiState } from "./pulumi-state.ts";
import { Secret, Unknown } from "./resource.ts";
import { artefact } from "./terraform/test-artefact.ts";

const GROUP = "openstack:networking/secGroup:SecGroup";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const encrypted = { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:AAAA" };

function urn(type: string, name: string): string {
	return `urn:pulumi:lab::town::${type}::${name}`;
}
function entry(type: string, name: string, inputs: object, more: object = {}): object {
	return { urn: urn(type, name), custom: true, id: `id-${name}`, type, inputs, outputs: { ...inputs, id: `id-${name}` }, ...more };
}
const resources = [
	{ urn: urn("pulumi:pulumi:Stack", "town-lab"), custom: false, type: "pulumi:pulumi:Stack" },
	entry("pulumi:providers:openstack", "lab", { cloud: "lab", insecure: "true" }),
	entry(GROUP, "app", { name: "app", __defaults: [] }),
	entry(GROUP, "read", { name: "read" }, { external: true }),
	entry(
		"openstack:compute/instance:Instance",
		"web",
		{ name: "web", adminPass: encrypted, securityGroups: ["app"] },
		{ dependencies: [urn(GROUP, "app")] },
	),
	entry("kubernetes:core/v1:Namespace", "ns", { apiVersion: "v1", kind: "Namespace", metadata: { name: "town" } }, { id: "town" }),
];
const exported = { version: 3, deployment: { manifest: {}, resources } };

test.each([
	["as exported", exported, 4],
	[
		"as a backend of one's own keeps it",
		{ version: 3, checkpoint: { stack: "organization/town/lab", latest: { manifest: {}, resources } } },
		4,
	],
	["of a stack that was never brought up", { version: 3, checkpoint: { stack: "organization/town/lab" } }, 0],
])("a state %s", (_, content, count) => {
	const part = readPulumiState(artefact(content));
	expect(part).toMatchObject({ errors: [], inputs: [{ kind: "pulumi-state", resources: count }] });
	expect(part.resources).toHaveLength(count);
	if (count === 0) return;
	expect(part.resources[1]).toMatchObject({
		id: urn(GROUP, "app"),
		type: GROUP,
		physicalId: "id-app",
		source: "state",
		properties: { name: "app" },
	});
	expect(part.resources[2]).toMatchObject({ properties: { adminPass: new Secret("unknown") }, dependsOn: [urn(GROUP, "app")] });
	expect(part.resources[3]).toMatchObject({ type: "v1/Namespace", name: "town", physicalId: "town" });
});

test("a resource and its paths have lines", () => {
	const { resources: found } = readPulumiState(artefact(exported));
	const lines = JSON.stringify(exported, null, 2).split("\n");
	const web = found[2];
	const pointer = web?.written?.pointer("/securityGroups/0") ?? "";
	expect(lines[web?.locations[0]?.line ?? 0]).toContain(urn("openstack:compute/instance:Instance", "web"));
	expect(lines[(web?.written?.text.locate(new Set([pointer])).get(pointer)?.line ?? 0) - 1]).toContain('"app"');
});

test("versions of old are refused; what is replaced or pending is said", () => {
	expect(readPulumiState(artefact({ version: 1, deployment: {} }))).toMatchObject({
		resources: [],
		partial: true,
		errors: [{ message: expect.stringContaining("pulumi stack export") }],
	});
	const leaving = entry(GROUP, "app", {}, { delete: true });
	const part = readPulumiState(
		artefact({ version: 3, deployment: { resources: [leaving], pending_operations: [{ type: "creating", resource: leaving }] } }),
	);
	expect(part).toMatchObject({ resources: [], partial: true, errors: [] });
	expect(part.notVisible).toHaveLength(2);
});

test("packed, as a backend of one's own keeps it", async () => {
	const stdin = (): Promise<Buffer> => Promise.resolve(gzipSync(JSON.stringify(exported)));
	const { inputs } = await readArtefacts(["-"], { stdin, environment: () => Promise.reject(new Error("none")) });
	expect(inputs).toMatchObject([{ kind: "pulumi-state", resources: 4 }]);
});

test("a preview: what will be there, secrets and unknown values as such", () => {
	const later = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
	const group = entry(GROUP, "app", { name: "app" });
	const machine = entry(
		"openstack:compute/instance:Instance",
		"web",
		{ adminPass: "[secret]", imageId: later },
		{ propertyDependencies: { imageId: [urn(GROUP, "app")] } },
	);
	const steps = [
		{ op: "create", urn: urn(GROUP, "app"), newState: group },
		{ op: "create-replacement", urn: urn("openstack:compute/instance:Instance", "web"), newState: machine },
		{ op: "replace", urn: urn("openstack:compute/instance:Instance", "web"), newState: machine },
		{ op: "delete-replaced", urn: urn("openstack:compute/instance:Instance", "web"), oldState: machine },
		{ op: "delete", urn: urn(GROUP, "old"), oldState: group },
		{
			op: "same",
			urn: urn("pulumi:pulumi:Stack", "town-lab"),
			newState: { urn: urn("pulumi:pulumi:Stack", "town-lab"), type: "pulumi:pulumi:Stack", custom: false },
		},
	];
	const part = readPulumiPreview(artefact({ steps, duration: 1, changeSummary: { create: 1, replace: 1, same: 1 } }));
	expect(part).toMatchObject({
		errors: [],
		notVisible: [],
		resources: [
			{ id: urn(GROUP, "app"), source: "plan" },
			{ properties: { adminPass: new Secret("unknown"), imageId: new Unknown(undefined, [urn(GROUP, "app")]) } },
		],
	});
	expect(part.partial).toBeUndefined();
	expect(readPulumiPreview(artefact({ steps, changeSummary: { same: 5 } }))).toMatchObject({
		partial: true,
		notVisible: [{ why: expect.stringContaining("--show-sames") }],
	});
	expect(readPulumiPreview(artefact({ steps: [], diagnostics: [{ severity: "error", message: "x" }] }))).toMatchObject({ partial: true });
});
