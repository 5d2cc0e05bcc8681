import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { planAt } from "../bin/planned.ts";
import { parseResources, serializeResources } from "../inventory/serialize.ts";
import { ROOT, socle } from "./socle.ts";

/** Every secret below holds this word, in clear or in base64. It may come out nowhere. */
const CANARY = "canary-7f3a";
const traces = (text: string): string[] =>
	[
		CANARY,
		...[0, 1, 2].map((shift) =>
			Buffer.from("x".repeat(shift) + CANARY)
				.toString("base64")
				.slice(shift + 1, -4),
		),
	].filter((trace) => text.includes(trace));

const PROGRAM = `
import * as kubernetes from "@pulumi/kubernetes";
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const secret = (what: string) => pulumi.secret("${CANARY} " + what);
const stored = config.requireSecret("stored");
const url = pulumi.interpolate\`postgres://admin:\${secret("password")}@192.0.2.10/permits\`;

class Vault extends pulumi.ComponentResource {
	constructor(name: string, args: { password: pulumi.Input<string> }) {
		super("town:index:Vault", name, args);
		new openstack.keymanager.SecretV1("sealed", { name: "sealed", payload: args.password, payloadContentType: "text/plain" }, { parent: this });
	}
}
new Vault("vault", { password: secret("in a component") });

const cloud = new openstack.Provider("cloud", { cloud: "town", password: secret("of a provider"), token: secret("token") });
const group = new openstack.networking.SecGroup("group", { name: "group", description: secret("description"), tags: [secret("tag")] }, { provider: cloud });
new openstack.networking.SecGroupRule("rule", {
	securityGroupId: group.id, direction: "ingress", ethertype: "IPv4", protocol: "tcp", portRangeMin: 22, portRangeMax: 22,
	remoteIpPrefix: secret("prefix"), description: pulumi.interpolate\`\${group.id} \${secret("beside an unknown")}\`,
});
new openstack.compute.Instance("machine", {
	name: secret("name"), flavorName: "small", imageName: "debian", adminPass: secret("admin"), userData: url, metadata: { token: stored, plain: "seen" },
	personalities: [{ file: "/etc/key", content: secret("file") }],
});
new openstack.database.User("user", { name: "permits", instanceId: "i", password: secret("database") });
new openstack.objectstorage.Container("files", { name: "files", containerRead: secret("reader"), metadata: pulumi.secret({ key: "${CANARY}" }) });

const cluster = new kubernetes.Provider("cluster", { kubeconfig: secret("kubeconfig") });
const at = { provider: cluster };
new kubernetes.core.v1.Secret("password", { metadata: { name: "password" }, stringData: { password: "${CANARY} in clear", url } }, at);
new kubernetes.core.v1.Secret("data", { metadata: { name: "data" }, data: { key: Buffer.from("${CANARY}").toString("base64") } }, at);
new kubernetes.core.v1.ConfigMap("settings", { metadata: { name: "settings" }, data: { url } }, at);
new kubernetes.apps.v1.Deployment("web", {
	metadata: { name: "web", namespace: secret("namespace"), annotations: { token: secret("annotation") } },
	spec: {
		selector: { matchLabels: { app: "web" } },
		template: {
			metadata: { labels: { app: "web" } },
			spec: {
				containers: [
					{ name: "web", image: pulumi.interpolate\`registry.town.example/\${secret("image")}\`, env: [{ name: "TOKEN", value: stored }, { name: "URL", value: url }] },
					{ name: secret("container"), image: "registry.town.example/web:1", args: pulumi.secret(["--password", "${CANARY}"]) },
				],
			},
		},
	},
}, at);
export const password = secret("output");
export const nested = { url };
`;

const directory = mkdtempSync(join(tmpdir(), "socle-secrets-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A folder with these files, and the packages that a program imports. */
function folder(name: string, files: { [file: string]: string }): string {
	const path = join(directory, name);
	mkdirSync(path);
	symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
	for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
	return path;
}

const project = folder("project", {
	"Pulumi.yaml": "name: permits\nruntime: nodejs\n",
	"Pulumi.dev.yaml": `config:\n  permits:stored: ${CANARY} stored in clear\n  permits:sealed: { secure: "v1:AAAA:BBBB" }\n`,
	"package.json": '{ "name": "permits", "main": "index.ts" }',
	"index.ts": PROGRAM,
});

describe("a program's secrets", () => {
	test("are marks in the plan, and stay marks when it travels", async () => {
		const { inventory, layers } = await planAt(project);
		const text = serializeResources(inventory.resources);
		expect(traces(text)).toEqual([]);
		expect(serializeResources(parseResources(text))).toBe(text);
		// Had they been left out instead of marked, the canary would have proven nothing.
		expect(text.match(/"\$socle":"secret"/g)?.length).toBeGreaterThan(20);
		for (const { plan } of layers)
			expect(traces(JSON.stringify([plan.resources, plan.components, plan.providers, plan.outputs]))).toEqual([]);
	});

	test.each([[[]], [["--debug"]]])(
		"are in no report, log or error %j",
		async (debug) => {
			const reports = ["report.html", "report.json", "report.txt"];
			const outputs = reports.flatMap((name) => ["--output", name]);
			const judged = await socle(["check", ".", "--pack", "all", "--all", ...debug, ...outputs], project);
			expect(judged.status, judged.stderr).toBe(1);
			expect(judged.stdout).toContain("it is a secret");
			expect(traces(JSON.stringify(judged))).toEqual([]);
			for (const name of reports) expect(traces(readFileSync(join(project, name), "utf8")), name).toEqual([]);
			expect(traces(JSON.stringify(await socle(["check", ".", "--explain", ...debug], project)))).toEqual([]);
			expect(readdirSync(project).toSorted()).toEqual(
				["Pulumi.dev.yaml", "Pulumi.yaml", "index.ts", "node_modules", "package.json", ...reports].toSorted(),
			);
		},
		120_000,
	);
});

const ENVIRONMENT = readFileSync(join(import.meta.dirname, "scenarios/desk/environment.yaml"), "utf8");
const KEY = `-----BEGIN OPENSSH PRIVATE KEY-----\\n${CANARY}\\n-----END OPENSSH PRIVATE KEY-----`;
const withEnv = (name: string, value: string) => ENVIRONMENT.replace("port: 8080 }", `port: 8080, env: { ${name}: "${value}" } }`);

/** What people write where no secret belongs. Every one is refused, and none is repeated. */
const MISTAKES: { [what: string]: { [file: string]: string } } = {
	"a password among the variables": { "environment.yaml": withEnv("DATABASE_PASSWORD", CANARY) },
	"a password in an address": { "environment.yaml": withEnv("DATABASE", `postgres://admin:${CANARY}@192.0.2.10/permits`) },
	"a private key among the variables": { "environment.yaml": withEnv("CERTIFICATE", KEY) },
	"a private key for a public one": { "environment.yaml": ENVIRONMENT.replace("cloud: desk,", `cloud: desk, adminKey: "${KEY}",`) },
	"a key that nobody knows": { "environment.yaml": ENVIRONMENT.replace("cloud: desk,", `cloud: desk, password: ${CANARY},`) },
	"a password in a stack's patch": {
		"environment.yaml": ENVIRONMENT.replace("cloud: { country: US }", `services: { permits: { run: { env: { TOKEN: ${CANARY} } } } }`),
	},
	"a quote that never ends": { "environment.yaml": ENVIRONMENT.replace("name: desk", `name: "desk\npassword: ${CANARY}`) },
	"a line that is not YAML": { "environment.yaml": ENVIRONMENT.replace("name: desk", `name: desk\n  password: ${CANARY}: [`) },
	"a project file that is not YAML": { "Pulumi.yaml": `name: permits\nruntime: nodejs\n  token: ${CANARY}: [\n` },
	"a stack file that is not YAML": {
		"Pulumi.yaml": "name: permits\nruntime: nodejs\n",
		"Pulumi.dev.yaml": `config:\n  permits:token: "${CANARY}\n  permits:other: {\n`,
	},
	"parameters that are not YAML": { "environment.yaml": ENVIRONMENT, "parameters.yaml": `password: ${CANARY}: [\n` },
	"a password for parameters": { "environment.yaml": ENVIRONMENT, "parameters.yaml": CANARY },
	"credentials for parameters": {
		"environment.yaml": ENVIRONMENT,
		"parameters.yaml": `clouds: { town: { auth: { password: ${CANARY} } } }\n`,
	},
};

describe.concurrent("a secret where none belongs is refused and not repeated", { timeout: 120_000 }, () => {
	test.each(Object.keys(MISTAKES))("%s", async (what) => {
		const files = MISTAKES[what]!;
		const place = folder(what, files);
		const parameters = "parameters.yaml" in files ? ["--parameters", "parameters.yaml"] : [];
		const outcome = await socle(["check", "--debug", ...parameters], place);
		expect(outcome).toMatchObject({ status: 2, stdout: "" });
		expect(outcome.stderr).toMatch(/\.yaml:\d+|control named/);
		expect(traces(outcome.stderr), outcome.stderr).toEqual([]);
	});
});
