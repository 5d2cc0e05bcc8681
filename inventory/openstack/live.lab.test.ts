/** Live reading of a real cloud: by pages, and by nobody who could change anything. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStackReader } from "./client.ts";
import { findCloud } from "./clouds.ts";
import { readProject } from "./live.ts";
import type { Session } from "./session.ts";
import { signIn } from "./session.ts";

const RULES = 2000;
const PAGE = 50;
let admin: Session;
let demo: Session;
let auditor: Session;
let quota: number;
let group: string;

beforeAll(async () => {
	[admin, demo, auditor] = (await Promise.all(["oslab-admin", "oslab-demo", "oslab-auditor"].map((name) => signIn(findCloud(name))))) as [
		Session,
		Session,
		Session,
	];
	const asked = await admin.send("GET", "network", `/quotas/${demo.projectId}`);
	quota = JSON.parse(asked.reply.text).quota.security_group_rule;
	await admin.send("PUT", "network", `/quotas/${demo.projectId}`, { body: { quota: { security_group_rule: RULES + 500 } } });
	const made = await demo.send("POST", "network", "/security-groups", {
		body: { security_group: { name: "many-rules", description: "Test." } },
	});
	group = JSON.parse(made.reply.text).security_group.id;
	for (let first = 0; first < RULES; first += 500) {
		const rules = Array.from({ length: 500 }, (_, index) => ({
			security_group_id: group,
			direction: "ingress",
			protocol: "tcp",
			port_range_min: 10_000 + first + index,
			port_range_max: 10_000 + first + index,
			remote_ip_prefix: "192.0.2.0/28",
		}));
		await demo.send("POST", "network", "/security-group-rules", { body: { security_group_rules: rules } });
	}
});
afterAll(async () => {
	if (group !== undefined) await demo.send("DELETE", "network", `/security-groups/${group}`);
	await admin.send("PUT", "network", `/quotas/${demo.projectId}`, { body: { quota: { security_group_rule: quota } } });
});

test("2,000 rules take no more questions than they have pages, and one", async () => {
	const asked = new Map<string, number>();
	const counting: Session = {
		...auditor,
		projectId: auditor.projectId,
		userId: auditor.userId,
		roles: auditor.roles,
		send(method, service, path, sending) {
			asked.set(`${service} ${path}`, (asked.get(`${service} ${path}`) ?? 0) + 1);
			return auditor.send(method, service, path, sending);
		},
	};
	const { resources, errors } = await readProject(openStackReader(counting, { page: String(PAGE) }), {
		path: "openstack://lab",
		everyProject: false,
	});
	expect(errors).toEqual([]);
	const rules = resources.filter(({ type }) => type === "openstack:networking/secGroupRule:SecGroupRule").length;
	expect(rules).toBeGreaterThanOrEqual(RULES);
	expect(asked.get("network /security-group-rules")).toBeLessThanOrEqual(Math.ceil(rules / PAGE) + 1);
	for (const [path, count] of asked) if (!path.endsWith("security-group-rules")) expect(count, path).toBeLessThanOrEqual(3);
});

test("whoever only reads is logged for nothing but reading", async () => {
	const logs = ["neutron-server", "nova-api", "cinder-api", "glance-api", "designate-api"];
	const home = join(process.env["OS_CLIENT_CONFIG_FILE"] ?? "", "../../log");
	const requests = (name: string): string[] =>
		readFileSync(join(home, `${name}.log`), "utf8")
			.split("\n")
			.filter((line) => line.includes(auditor.userId))
			.flatMap((line) => /"([A-Z]+) \/\S* HTTP/.exec(line)?.[1] ?? []);
	const before = new Map(logs.map((name) => [name, requests(name).length]));
	await readProject(openStackReader(auditor), { path: "openstack://lab", everyProject: false });
	const after = logs.flatMap((name) => requests(name).slice(before.get(name)));
	expect(after.length).toBeGreaterThan(10);
	expect(new Set(after)).toEqual(new Set(["GET"]));
});
