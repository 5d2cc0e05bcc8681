import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everything, openstack, socle } from "./clients.ts";

/** What breaks a rule is not made: said before anything is touched where it is known then, stopped at the last moment where it is not. */
const folder = mkdtempSync(join(tmpdir(), "socle-gate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a violating environment", () => {
	const file = join(folder, "environment.yaml");

	test("`check` and `up` exit 1 and nothing was created", async () => {
		copyFileSync(join(import.meta.dirname, "bad/environment.yaml"), file);
		const before = await everything();
		const check = await socle(["check", file]);
		expect(check).toMatchObject({
			code: 1,
			stdout: expect.stringMatching(/supplier-registry[\s\S]*residency-region|residency-region[\s\S]*supplier-registry/),
		});
		const up = await socle(["up", file, "--accept-stand-in", "--yes"]);
		expect(up).toMatchObject({ code: 1, stderr: expect.stringContaining("nothing was created or changed") });
		expect(up.stdout).toContain("supplier-registry");
		expect(await everything()).toEqual(before);
	});
});

const LATE_TOWN = {
	"Pulumi.yaml": "name: late-town\nruntime: nodejs\n",
	"package.json": '{ "name": "late-town", "main": "index.ts" }\n',
	"tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "es2020", "module": "nodenext", "moduleResolution": "nodenext" } }\n',
	"index.ts": `import * as openstack from "@pulumi/openstack";

const group = new openstack.networking.SecGroup("late-town", { name: "late-town" });

new openstack.networking.SecGroupRule("ssh", {
	securityGroupId: group.id,
	direction: "ingress",
	ethertype: "IPv4",
	protocol: "tcp",
	portRangeMin: 22,
	portRangeMax: 22,
	remoteIpPrefix: group.tenantId.apply((tenant) => (tenant === "" ? "192.0.2.0/28" : "0.0.0.0/0")),
});
`,
};

/** A user's own Pulumi project: where its rule admits from is known only once the group stands. */
describe("a violation that only a resolved value shows", () => {
	const project = join(folder, "late-town");
	const run = (verb: string, ...more: string[]) => socle([verb, project, "--stack", "lab", ...more]);

	beforeAll(() => {
		mkdirSync(project);
		for (const [name, text] of Object.entries(LATE_TOWN)) writeFileSync(join(project, name), text);
		symlinkSync(join(import.meta.dirname, "../node_modules"), join(project, "node_modules"));
	});
	afterAll(async () => {
		await run("destroy", "--yes");
	});

	test("`check` can't tell", async () => {
		expect(await run("check")).toMatchObject({ code: 0, stdout: expect.stringMatching(/net-no-world-ssh/) });
	});

	test("`up` stops before it exists, and names it, its rules and what was made until then", async () => {
		const { code, stderr } = await run("up", "--yes");
		expect(code, stderr).toBe(1);
		expect(stderr).toMatch(/net-no-world-ssh +SecGroupRule ssh/);
		expect(stderr).toMatch(/net-no-world-ingress +SecGroupRule ssh/);
		expect(stderr).toContain("1 created (SecGroup late-town); all of it is in the state");
		const [groups, rules] = await openstack(["security group list", "security group rule list --long"]);
		const group = groups.find(({ Name }: { Name: string }) => Name === "late-town");
		expect(group).toBeDefined();
		const ingress = rules.filter((rule: Record<string, string>) => rule["Security Group"] === group.ID && rule["Direction"] === "ingress");
		expect(ingress).toEqual([]);
	});

	test("`destroy` removes what was made", async () => {
		const { code, stderr } = await run("destroy", "--yes");
		expect(code, stderr).toBe(0);
		const [groups] = await openstack(["security group list"]);
		expect(groups.map(({ Name }: { Name: string }) => Name)).not.toContain("late-town");
	});
});
