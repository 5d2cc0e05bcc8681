import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { cloudInit } from "./cloud-init.ts";

const text = cloudInit({ timeServers: ["time.town.example", "192.0.2.123"] });

test("is what cloud-init takes for its own, and YAML", () => {
	expect(text.split("\n")[0]).toBe("#cloud-config");
	expect(parse(text)).toMatchObject({
		ssh_pwauth: false,
		disable_root: true,
		ntp: { enabled: true, servers: ["time.town.example", "192.0.2.123"] },
	});
});

test("fits into the 64 KiB that Nova takes, encoded", () => {
	expect(Buffer.byteLength(Buffer.from(text).toString("base64"))).toBeLessThan(65_535);
});

test("a value can't break out of its quotes", () => {
	expect(parse(cloudInit({ timeServers: ['a"\nruncmd: [evil]'] })).ntp.servers).toEqual(['a"\nruncmd: [evil]']);
});

test("sshd reads what is written for it", () => {
	const { content } = parse(text).write_files.find(({ path }: { path: string }) => path.includes("sshd_config.d"));
	expect(content).toMatch(/^PasswordAuthentication no$/m);
	expect(content).toMatch(/^PermitRootLogin no$/m);
	expect(content.endsWith("\n")).toBe(true);
});

test.skipIf(spawnSync("cloud-init", ["--version"]).error)("cloud-init's own schema has no objection", () => {
	const folder = mkdtempSync(join(tmpdir(), "socle-cloud-init-"));
	const file = join(folder, "user-data");
	writeFileSync(file, text);
	const { stderr, stdout, status } = spawnSync("cloud-init", ["schema", "--config-file", file], { encoding: "utf8" });
	rmSync(folder, { recursive: true });
	expect(stdout + stderr).not.toMatch(/error/i);
	expect(status).toBe(0);
});
