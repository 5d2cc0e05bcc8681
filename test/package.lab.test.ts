import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Report } from "../reports/report.ts";
import { FIXED, ROOT, socle } from "./socle.ts";

/** The published package: packed, installed from the registry's point of view by somebody else, and used. Needs the npm registry. */
const place = mkdtempSync(join(tmpdir(), "socle-package-"));
afterAll(() => rmSync(place, { recursive: true }));
let tarball = "";
let files: string[] = [];

beforeAll(() => {
	const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", place, ROOT], { cwd: place, encoding: "utf8" }));
	tarball = join(place, packed.filename);
	files = packed.files.map(({ path }: { path: string }) => path);
}, 300_000);

/** A folder with these files, in which the package is installed as a reader of the README would. */
function installed(name: string, content: { [file: string]: string }, ...more: string[]): string {
	const folder = join(place, name);
	mkdirSync(folder);
	for (const [file, text] of Object.entries(content)) writeFileSync(join(folder, file), text);
	cpSync(join(ROOT, "examples/town-hall"), join(folder, "town-hall"), { recursive: true });
	cpSync(join(ROOT, "test/scenarios/desk"), join(folder, "desk"), { recursive: true });
	const { status, stderr } = spawnSync("npm", ["install", tarball, ...more], { cwd: folder, encoding: "utf8" });
	expect(status, stderr).toBe(0);
	return folder;
}

/** `npx socle …`; its name alone never reaches the registry, because it is installed. */
function npx(folder: string, ...parameters: string[]): { status: number | null; stdout: string; stderr: string } {
	const env = { ...process.env, ...FIXED, NODE_OPTIONS: "" };
	return spawnSync("npx", ["--no", "socle", ...parameters], { cwd: folder, env, encoding: "utf8" });
}

describe("what is packed", () => {
	test("holds no tests, fixtures, sources that are compiled already, or state", () => {
		const unwanted = /\.test\.|\/test-|fixtures|__snapshots__|\.snap$|\.socle|\.lab|\/Pulumi\..*\.yaml|node_modules|tsbuildinfo|\.env/;
		// Settings of stacks that an example brings are the example's; those that an engine wrote beside it are nobody's business.
		const brought = execFileSync("git", ["ls-files", "examples"], { cwd: ROOT, encoding: "utf8" }).split("\n");
		const ofExamples = new Set(brought.filter((file) => /\/Pulumi\.\w+\.yaml$/.test(file)).map((file) => `dist/${file}`));
		expect(files.filter((file) => unwanted.test(file) && !ofExamples.has(file))).toEqual([]);
		expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.startsWith("dist/examples/"))).toEqual([]);
	});

	test("holds the data that the programs read", () => {
		const data = ["facts", "engine/source", "examples", "policies/pack"].flatMap((folder) =>
			readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
				.map((file) => `${folder}/${file}`)
				.filter((file) => statSync(join(ROOT, file)).isFile() && !/\.ts$|\/\.|\/_/.test(file)),
		);
		expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "CHANGELOG.md", ...data.map((file) => `dist/${file}`)]));
		expect(data.length).toBeGreaterThan(10);
	});

	test("offers what package.json promises", () => {
		const { bin, main, types, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
		const promised = [bin, main, types, exports].flatMap(function paths(value): string[] {
			return typeof value === "string" ? [value.replace(/^\.\//, "")] : Object.values(value).flatMap(paths);
		});
		// A star stands for any part of a path, slashes included.
		const held = (path: string): boolean => {
			const [start = "", end] = path.split("*");
			return end === undefined ? files.includes(path) : files.some((file) => file.startsWith(start) && file.endsWith(end));
		};
		expect(promised.filter((path) => !held(path))).toEqual([]);
	});
});

describe("in an empty project", () => {
	let folder = "";
	beforeAll(() => {
		folder = installed("empty", { "package.json": '{ "name": "empty", "private": true }' });
	}, 600_000);

	test.each([[["town-hall"]], [["town-hall", "--stack", "lab"]], [["desk", "--stack", "foreign-registry"]]])(
		"npx socle check %j says what the sources say, byte for byte",
		async (what) => {
			const parameters = ["check", ...what, "--all", "--format", "json"];
			const [packed, source] = [npx(folder, ...parameters), await socle(parameters, folder)];
			expect(packed.stderr.replace(/^npm .*\n/gm, "")).toBe("");
			expect({ status: packed.status, report: JSON.parse(packed.stdout) }).toEqual({
				status: source.status,
				report: JSON.parse(source.stdout),
			});
		},
	);

	test("init, schema and catalogue find their data", () => {
		expect(npx(folder, "init", "--yes", "--to", "new").status).toBe(0);
		const [first = ""] = readFileSync(join(folder, "new/environment.yaml"), "utf8").split("\n");
		expect(statSync(join(folder, "new", first.split("$schema=")[1] ?? "")).isFile()).toBe(true);
		expect(npx(folder, "check", "new").status).toBe(0);
		expect(npx(folder, "controls", "list").stdout).toContain("net-no-world-ssh");
	});

	test("the pipeline in the README runs as it stands, and leaves what it keeps", () => {
		const [, yaml = ""] = /```yaml\n(# \.gitlab-ci\.yml\n[\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
		const jobs = parse(yaml) as Record<string, { script: string[]; artifacts: { paths: string[] } }>;
		expect(Object.keys(jobs)).not.toHaveLength(0);
		const cwd = join(folder, "town-hall");
		for (const { script, artifacts } of Object.values(jobs)) {
			const run = spawnSync("sh", ["-ec", script.join("\n")], {
				cwd,
				env: { ...process.env, ...FIXED, NODE_OPTIONS: "" },
				encoding: "utf8",
			});
			expect(run.status, run.stderr).toBe(0);
			for (const path of artifacts.paths) expect(statSync(join(cwd, path)).size, path).toBeGreaterThan(1000);
			for (const path of artifacts.paths.filter((name) => name.endsWith(".json")))
				expect(JSON.parse(readFileSync(join(cwd, path), "utf8"))).toMatchObject({ version: 1, summary: { fail: 0 } });
		}
	});

	test("the policy pack starts and says where it listens", async () => {
		const pack = spawn(join(folder, "node_modules/socle/dist/policies/pack/socle-policies"), ["127.0.0.1:1", "."], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		try {
			const [port] = await new Promise<string[]>((resolve) => pack.stdout.once("data", (chunk) => resolve(String(chunk).split("\n"))));
			expect(Number(port)).toBeGreaterThan(1023);
		} finally {
			pack.kill();
		}
	});

	test("the oldest Node that is promised runs it", () => {
		const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
		const oldest = `${engines.node.replace(">=", "")}.0`;
		const other = join(place, "oldest");
		mkdirSync(other);
		writeFileSync(join(other, "package.json"), '{ "name": "oldest", "private": true }');
		const got = spawnSync("npm", ["install", `node@${oldest}`], { cwd: other, encoding: "utf8" });
		expect(got.status, got.stderr).toBe(0);
		const node = join(other, "node_modules/node/bin/node");
		expect(spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim()).toBe(`v${oldest}`);
		const run = spawnSync(node, [join(folder, "node_modules/socle/dist/bin/socle.js"), "check", "town-hall"], {
			cwd: folder,
			encoding: "utf8",
		});
		expect(run, run.stderr).toMatchObject({ status: 0, stderr: "" });
	});
});

/** What `pulumi new typescript` writes, word for word but for the names. */
const PROJECT = {
	"Pulumi.yaml":
		"name: permits\ndescription: A minimal TypeScript Pulumi program\nruntime:\n  name: nodejs\n  options:\n    packagemanager: npm\n",
	"package.json": JSON.stringify({
		name: "permits",
		main: "index.ts",
		devDependencies: { "@types/node": "^18", typescript: "^5.0.0" },
		dependencies: { "@pulumi/pulumi": "^3.113.0", "@pulumi/openstack": "^3.0.0", "@pulumi/kubernetes": "^4.0.0" },
	}),
	"tsconfig.json": JSON.stringify({
		compilerOptions: {
			strict: true,
			outDir: "bin",
			target: "es2020",
			module: "commonjs",
			moduleResolution: "node",
			sourceMap: true,
			experimentalDecorators: true,
			pretty: true,
			noFallthroughCasesInSwitch: true,
			noImplicitReturns: true,
			forceConsistentCasingInFileNames: true,
		},
		files: ["index.ts"],
	}),
	"index.ts": `import * as openstack from "@pulumi/openstack";
import { Network } from "socle";

const external = openstack.networking.getNetworkOutput({ name: "Ext-Net", external: true });
const network = new Network("permits", {
    externalNetworkId: external.id,
    tiers: { edge: "10.40.0.0/18", app: "10.40.64.0/18", data: "10.40.128.0/18" },
    resolvers: ["86.54.11.100"],
    adminFrom: ["192.0.2.0/28"],
    appPorts: [8443],
    tags: { owner: "EXAMPLE-0001", environment: "permits", classification: "internal" },
    physicalName: "permits",
});

new openstack.networking.SecGroupRule("rule", {
    securityGroupId: network.appGroupId,
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    portRangeMin: 22,
    portRangeMax: 22,
    remoteIpPrefix: "0.0.0.0/0",
});

export const networkId = network.networkId;
`,
};

describe("a CommonJS program of somebody else", () => {
	let folder = "";
	beforeAll(() => {
		folder = installed("permits", PROJECT);
	}, 600_000);

	/** The TypeScript that the project itself has. */
	const tsc = (...parameters: string[]) =>
		spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", ...parameters], { cwd: folder, encoding: "utf8" });

	test("type-checks with its own TypeScript, libraries included, and what comes out loads the package", () => {
		expect(tsc("--version").stdout).toMatch(/^Version 5\./);
		const { status, stdout } = tsc("-p", ".");
		expect(status, stdout).toBe(0);
		expect(readFileSync(join(folder, "bin/index.js"), "utf8")).toContain('require("socle")');
		const loaded = spawnSync(process.execPath, ["-e", 'console.log(typeof require("socle").Network)'], { cwd: folder, encoding: "utf8" });
		expect(loaded, loaded.stderr).toMatchObject({ status: 0, stdout: "function\n" });
	});

	test("does not type-check where a component is misused", () => {
		writeFileSync(join(folder, "wrong.ts"), 'import { Network } from "socle";\nnew Network("n", { resolvers: 3 });\n');
		const { status, stdout } = tsc(..."--noEmit --strict --target es2020 --module commonjs --moduleResolution node wrong.ts".split(" "));
		expect(status).toBe(2);
		expect(stdout).toMatch(/^wrong\.ts\(2,\d+\): error TS\d+: .*number/m);
	});

	test("is planned and judged, and its own line is named", () => {
		const { status, stdout, stderr } = npx(folder, "check", ".", "--format", "json");
		expect(status, stderr).toBe(1);
		const { inputs, results } = JSON.parse(stdout) as Report;
		expect(inputs).toMatchObject([{ kind: "pulumi-program", path: "." }]);
		expect(inputs[0]?.resources).toBe(20);
		expect(results.map(({ control, verdict, cause }) => ({ control, verdict, file: cause?.file, line: cause?.line }))).toEqual([
			{ control: "net-no-world-ssh", verdict: "fail", file: "index.ts", line: 15 },
			{ control: "net-no-world-ingress", verdict: "fail", file: "index.ts", line: 15 },
		]);
	});
});
