import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everything, openstack, socle } from "./clients.ts";
import { ROOT } from "./socle.ts";

const run = promisify(execFile);

/** Each example on the lab: it goes up, a second time changes nothing, leaves no open moment on the way, and goes down without a trace. */
interface Example {
	/** Whose eyes look for traces. */
	cloud: string;
	/** What else than a project's things it makes. */
	kinds?: readonly string[];
	env?: NodeJS.ProcessEnv;
	/** A program of one's own runs from where its imports lead: two folders below the root. */
	inTree?: boolean;
	/** What has to exist beforehand, and how it goes. */
	before?: () => Promise<() => Promise<unknown>>;
}

const EXAMPLES: { [name: string]: Example } = {
	"landing-zone": {
		cloud: "oslab-admin",
		kinds: ["project", "group", "zone", "role assignment", "application credential", "access rule"],
		env: { MAIL_RELAY_PASSWORD: "canary-of-the-mail-relay" },
	},
	"kubernetes-platform": {
		cloud: "oslab-demo",
		kinds: ["zone", "ec2 credentials"],
		before: async () => {
			const store =
				"secret store --name platform-join-token --payload-content-type text/plain --payload canary-of-the-join-token-of-the-platform";
			const [{ "Secret href": href }] = await openstack([store]);
			return () => run("openstack", ["secret", "delete", href], { env: { ...process.env, OS_CLOUD: "oslab-demo" } });
		},
	},
	"shared-communes": { cloud: "oslab-demo" },
	"compose-it-yourself": { cloud: "oslab-demo", inTree: true },
};

interface Made {
	urn: string;
	type: string;
	created?: string;
	dependencies?: string[];
	inputs: { [key: string]: unknown };
}

/** What the engine recorded of every stack below a folder, in one list. */
function recorded(place: string): Made[] {
	const folder = join(place, ".socle/state/.pulumi/stacks");
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith(".json"));
	return files.flatMap(
		({ parentPath, name }) => JSON.parse(readFileSync(join(parentPath, name), "utf8")).checkpoint.latest.resources ?? [],
	);
}

/** Everything that the engine waited for before it began with a resource. */
function awaited(one: Made, all: ReadonlyMap<string, Made>, found = new Set<string>()): Set<string> {
	for (const urn of one.dependencies ?? []) {
		if (found.has(urn)) continue;
		found.add(urn);
		const next = all.get(urn);
		if (next) awaited(next, all, found);
	}
	return found;
}

describe.each(Object.entries(EXAMPLES))("%s", (name, { cloud, kinds = [], env = {}, inTree = false, before }) => {
	const source = join(ROOT, "examples", name);
	if (inTree) mkdirSync(join(ROOT, ".lab"), { recursive: true });
	const place = mkdtempSync(inTree ? join(ROOT, ".lab", "example-") : join(tmpdir(), "socle-example-"));
	const on = (verb: string, ...more: string[]) => socle([verb, place, "--stack", "lab", ...more], env);
	let start: Awaited<ReturnType<typeof everything>>;
	let after = async (): Promise<unknown> => undefined;

	beforeAll(async () => {
		cpSync(source, place, { recursive: true });
		after = (await before?.()) ?? after;
		start = await everything({ cloud, kinds });
	});
	afterAll(async () => {
		await on("destroy", "--yes");
		await after();
		rmSync(place, { recursive: true, force: true });
	});

	test("goes up", async () => {
		const { code, stderr } = await on("up", "--yes");
		expect(code, stderr).toBe(0);
	});

	test("a second up changes nothing", async () => {
		const { code, stderr } = await on("up", "--yes");
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/nothing to change/);
	});

	test("no server, listener or public address came before the rules of its groups, no workload before its namespace's policies", () => {
		const made = recorded(place);
		const all = new Map(made.map((one) => [one.urn, one]));
		const of = (pattern: RegExp) => made.filter(({ type }) => pattern.test(type));
		const rules = of(/:SecGroupRule$/);
		const fronts = of(/:(Instance|Listener|FloatingIp)$/);
		for (const front of fronts) {
			const before = awaited(front, all);
			// Groups that the front has itself, or the port or balancer that it is for.
			const groups = [...before].filter((urn) => /:SecGroup::/.test(urn));
			for (const rule of rules.filter(({ dependencies = [] }) => dependencies.some((urn) => groups.includes(urn)))) {
				// A group that is only named as the other end of a flow opens nothing on the front.
				const own = rule.dependencies?.some((urn) => groups.includes(urn) && /ingress/.test(String(rule.inputs["direction"])));
				if (!own || rule.urn.includes("readers")) continue;
				expect(before.has(rule.urn), `${front.urn} before ${rule.urn}`).toBe(true);
				expect(Date.parse(rule.created ?? ""), front.urn).toBeLessThanOrEqual(Date.parse(front.created ?? ""));
			}
		}
		const policies = of(/networking\.k8s\.io\/v1:NetworkPolicy$/);
		for (const workload of of(/apps\/v1:Deployment$/)) {
			const { namespace } = workload.inputs["metadata"] as { namespace: string };
			const own = policies.filter(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace === namespace);
			expect(own.length).toBeGreaterThan(1);
			for (const policy of own) expect(awaited(workload, all).has(policy.urn), `${workload.urn} before ${policy.urn}`).toBe(true);
		}
		expect(fronts.length + policies.length).toBeGreaterThan(0);
	});

	test("no secret lies in clear", () => {
		for (const file of readdirSync(place, { recursive: true, withFileTypes: true })) {
			if (!file.isFile() || basename(file.parentPath) === "node_modules") continue;
			expect(readFileSync(join(file.parentPath, file.name), "utf8"), file.name).not.toMatch(/canary-of-the/);
		}
	});

	test("goes down without a trace", async () => {
		const { code, stderr } = await on("destroy", "--yes");
		expect(code, stderr).toBe(0);
		expect(await everything({ cloud, kinds })).toEqual(start);
	});
});
