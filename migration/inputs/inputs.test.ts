import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it, test } from "vitest";
import { Secret, Unknown } from "../../inventory/resource.ts";
import { compose } from "../test-estate.ts";
import { readInputs } from "./inputs.ts";
import { readPortfolioText } from "./portfolio.ts";
import { readWorkbook } from "./spreadsheet.ts";

const place = mkdtempSync(join(tmpdir(), "socle-migration-"));
afterAll(() => rmSync(place, { recursive: true }));
function file(name: string, content: string | Uint8Array): string {
	writeFileSync(join(place, name), content);
	return join(place, name);
}
const CANARY = "canary-7f3a";

describe("compose files", () => {
	const { items } = compose(`
services:
  web:
    build: { context: web }
    ports: ["127.0.0.1:8080:80", "443:443/tcp", { target: 9000, published: "9001" }, "5000"]
    environment: [ "DB_PASSWORD=${CANARY}", "DB_URL=postgres://u:${CANARY}@db/x", "LOG=info", "HOME_DIR=$\${HOME}", "REGION=$REGION", "FROM_SHELL" ]
    env_file: [.env, { path: extra.env }]
    depends_on: { db: { condition: service_healthy } }
    secrets: [token, { source: key }]
    volumes: [ "data:/data:ro", "./conf:/etc/conf", "/cache", { type: volume, source: data, target: /more } ]
    deploy: { replicas: 3, resources: { limits: { cpus: "0.5", memory: 512M } } }
    privileged: true
  db: { image: "registry.example/library/postgres:16" }
  cache: { image: "redis:7-alpine" }
volumes: { data: {} }
secrets: { token: { file: ./token.txt }, key: { environment: KEY } }
`);
	const of = (name: string) => items.find(({ id }) => id.endsWith(`/${name}`))!;
	it("become services, volumes and secrets, each mapped by what it is", () => {
		expect(items.map(({ id, mapping }) => [id, mapping?.capability])).toEqual([
			["shop/services/web", "containers.service"],
			["shop/services/db", "database.postgresql"],
			["shop/services/cache", "cache.redis"],
			["shop/volumes/data", "storage.block"],
			["shop/secrets/token", "secrets.secret"],
			["shop/secrets/key", "secrets.secret"],
		]);
	});
	it("give no secret away, and don't take for known what the shell says", () => {
		const { environment, envFiles } = of("web").resource.properties as { environment: Record<string, unknown>; envFiles: string[] };
		expect(environment["DB_PASSWORD"]).toBeInstanceOf(Secret);
		expect(environment["DB_URL"]).toBeInstanceOf(Secret);
		expect(environment["LOG"]).toBe("info");
		expect(environment["HOME_DIR"]).toBe(["$", "{HOME}"].join(""));
		expect(environment["REGION"]).toBeInstanceOf(Unknown);
		expect(environment["FROM_SHELL"]).toBeInstanceOf(Unknown);
		expect(envFiles).toEqual([".env", "extra.env"]);
		expect(JSON.stringify(items)).not.toContain(CANARY);
	});
	it("say what a service needs", () => {
		expect(of("web").resource.dependsOn).toEqual([
			"shop/services/db",
			"shop/secrets/token",
			"shop/secrets/key",
			"shop/volumes/data",
			"shop/volumes/data",
		]);
		expect(of("web").resource.properties["ports"]).toEqual([
			{ target: "80", published: "8080" },
			{ target: "443", published: "443", protocol: "tcp" },
			{ target: "9000", published: "9001" },
			{ target: "5000" },
		]);
	});
});

describe("RVTools", () => {
	it("is read from CSV with any separator, and thousands of any country", async () => {
		const path = file(
			"RVTools_tabvInfo.csv",
			"VM;Powerstate;Template;CPUs;Memory;Provisioned MiB;In Use MiB;Network #1;OS according to the VMware Tools\nweb;poweredOn;False;2;4.096;40.960;10,240;LAN;Debian GNU/Linux 12 (64-bit)\ngold;poweredOff;True;1;1024;2048;1024;LAN;\nweb;poweredOn;False;1;1024;2048;1024;;\n",
		);
		const { estate } = await readInputs([path]);
		expect(estate.items.map(({ id, mapping }) => [id, mapping?.capability])).toEqual([
			["network/LAN", "network.subnet"],
			["template/gold", "compute.image"],
			["vm/web", "compute.server"],
			["vm/web#2", "compute.server"],
		]);
		expect(estate.items[2]!.resource.properties).toMatchObject({ cpus: 2, memoryMiB: 4096, provisionedMiB: 40_960, usedMiB: 10_240 });
	});
	it("joins the files of a folder, a sheet each", async () => {
		const info = file("vInfo.csv", "VM,Powerstate,CPUs,Memory,VM ID\nerp,poweredOn,2,4096,vm-1\n");
		const disk = file("vDisk.csv", "VM,Powerstate,Capacity MiB,VM ID\nerp,poweredOn,20480,vm-1\nerp,poweredOn,10240,vm-1\n");
		const { estate } = await readInputs([info, disk]);
		expect(estate.items.map(({ id, resource }) => [id, resource.properties["diskMiB"]])).toEqual([["vm/erp", [20_480, 10_240]]]);
	});
	it("is refused by name where it is none", async () => {
		await expect(readInputs([file("other.csv", "a,b\n1,2\n")])).rejects.toThrow("nothing was assessed");
	});
});

describe("workbooks", () => {
	const problem = async (bytes: Uint8Array): Promise<string> =>
		readWorkbook(bytes, "x.xlsx").then(
			() => "read",
			(error) => error.problems[0].message,
		);
	it("that are bombs are not unpacked", async () => {
		const bomb = zipSync({ "xl/workbook.xml": new Uint8Array(64), "xl/worksheets/sheet1.xml": new Uint8Array(64 * 2 ** 20) }, { level: 9 });
		expect(bomb.length).toBeLessThan(2 ** 20);
		expect(await problem(bomb)).toMatch(/sheet1\.xml unpacks to 64 MiB/);
	});
	it("that are cut off are refused", async () => {
		const whole = zipSync({ "xl/workbook.xml": new TextEncoder().encode("<workbook/>") });
		expect(await problem(whole.slice(0, whole.length - 30))).toMatch(/cut off/);
		expect(await problem(new Uint8Array(0))).toMatch(/cut off/);
		expect(await problem(zipSync({ "hello.txt": new Uint8Array(3) }))).toMatch(/not a workbook/);
	});
});

describe("the portfolio", () => {
	const problems = (text: string): string[] => {
		try {
			readPortfolioText(text, "portfolio.yaml");
			return [];
		} catch (error) {
			return (error as { problems: { line: number; key: string; message: string }[] }).problems.map(
				({ line, key, message }) => `${line} ${key}: ${message}`,
			);
		}
	};
	test("names the line of every mistake", () => {
		expect(
			problems("apiVersion: socle-migration/v1\napplications:\n  shop:\n    rto: soon\n    criticallity: 3\n    dependsOn: [tax]\n"),
		).toEqual([
			expect.stringMatching(/^4 applications\.shop\.rto: "soon" is not a duration/),
			expect.stringMatching(/^5 applications\.shop\.criticallity: "criticallity" is not known here. Did you mean "criticality"/),
		]);
		expect(problems("apiVersion: socle-migration/v1\napplications:\n  shop:\n    dependsOn: [tax]\n")).toEqual([
			expect.stringMatching(/^4 .*"tax" is not described/),
		]);
		expect(problems("apiVersion: socle-migration/v1\nfreeze: [{ from: 2026-12-20, until: 2026-12-01 }]\n")).toEqual([
			expect.stringMatching(/^2 freeze\.0\.until: the period ends before/),
		]);
	});
});

test("the portfolio in the guide is one", () => {
	const guide = readFileSync(new URL("../../docs/migration.md", import.meta.url), "utf8");
	const block = /```yaml\n(.*?)```/s.exec(guide)?.[1] ?? "";
	expect(readPortfolioText(block, "docs/migration.md").applications["tax"]).toMatchObject({ criticality: 8, dependsOn: ["registry"] });
});

test("nothing at a path, and nothing in a file, are said", async () => {
	await expect(readInputs([join(place, "absent")])).rejects.toThrow("there is nothing at");
});
