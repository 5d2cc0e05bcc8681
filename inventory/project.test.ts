import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { planProject, readProject } from "./project.ts";
import { Secret, Unknown } from "./resource.ts";

/** A project of somebody else: CommonJS TypeScript with an enum, a folder of its own, its own `node_modules`. */
const directory = mkdtempSync(join(tmpdir(), "socle-project-"));
cpSync(join(import.meta.dirname, "fixtures/own-program"), directory, { recursive: true });
symlinkSync(join(import.meta.dirname, "../node_modules"), join(directory, "node_modules"));
afterAll(() => rmSync(directory, { recursive: true }));

test("a user's own program is planned in its own process, configuration from its stack file", async () => {
	const project = readProject(directory);
	expect(project).toMatchObject({ name: "mine", stack: "dev", secretKeys: ["mine:config:token"], typescript: true });
	const plan = await planProject(project);
	expect(plan.resources).toMatchObject([
		{
			id: "urn:pulumi:dev::mine::openstack:networking/secGroup:SecGroup::g",
			properties: { name: "gfr", description: new Secret("string") },
			locations: [{ file: "index.ts", line: 6, role: "cause" }],
		},
		{
			properties: { direction: "ingress", remoteIpPrefix: "192.0.2.0/24", securityGroupId: expect.any(Unknown) },
			locations: [{ file: "rules.ts", line: 6, role: "cause" }],
		},
	]);
	expect(plan.dataSources).toMatchObject([{ token: "openstack:networking/getNetwork:getNetwork" }]);
});

test.each([
	["misses a configuration value", () => readProject(directory, "other"), /Missing required configuration variable 'mine:/],
	["does not compile", () => program("not a program"), /failed while it was planned:[\s\S]*other\.ts/],
	["never ends", () => program("setInterval(() => {}, 1000);"), /did not end within 3 s/],
])("a program that %s ends in words for a person", async (what, project, message) => {
	await expect(planProject(project(), what === "never ends" ? { limit: 3_000 } : {})).rejects.toThrow(message);
});

test("a runtime other than nodejs is refused with the way round", () => {
	writeFileSync(join(directory, "Pulumi.yaml"), "name: mine\nruntime: python\n");
	expect(() => readProject(directory)).toThrow(expect.objectContaining({ next: expect.stringContaining("pulumi preview --json") }));
});

function program(text: string): ReturnType<typeof readProject> {
	writeFileSync(join(directory, "other.ts"), text);
	return { ...readProject(directory), program: join(directory, "other.ts") };
}
