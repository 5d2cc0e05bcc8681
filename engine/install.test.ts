import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as tar from "tar";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../errors.ts";
import { officialArchives } from "./download.ts";
import { installEngine } from "./install.ts";
import { changedPrograms, engineEnvironment, findEngine, refuseStandIn, usesStandIn } from "./installed.ts";

const versions = { pulumi: "3.259.0", openstack: "3.15.2", kubernetes: "4.34.2" };
const script = (text: string): string => `#!/bin/sh\n${text}\n`;

/** Files by path, as an archive in the form that the official releases have. */
function archive(files: Record<string, string>): Buffer {
	const blocks = Object.entries(files).flatMap(([path, text]) => {
		const header = Buffer.alloc(512);
		const type = path.endsWith("->") ? "SymbolicLink" : "File";
		const body = type === "File" ? Buffer.from(text) : Buffer.alloc(0);
		const linkpath = type === "File" ? "" : text;
		new tar.Header({ path: path.replace("->", ""), mode: 0o755, size: body.length, type, linkpath, mtime: new Date(0) }).encode(header);
		return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
	});
	return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const sum = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

/** The official publication: content by path of the address. */
function publication(change: { pulumi?: Record<string, string> } = {}): Map<string, Buffer> {
	const content: Record<string, Buffer> = {
		pulumi: archive(
			change.pulumi ?? {
				"pulumi/pulumi": script("echo v3.259.0"),
				"pulumi/pulumi-language-nodejs": script("exit 0"),
				"pulumi/LICENSE": "text",
			},
		),
		"pulumi-resource-openstack": archive({ "pulumi-resource-openstack": script("exit 0"), "README.md": "text" }),
		"pulumi-resource-kubernetes": archive({ "pulumi-resource-kubernetes": script("exit 0") }),
	};
	const files = new Map<string, Buffer>();
	for (const { program, file, checksums, base } of officialArchives(versions, undefined, { pulumi: "", github: "" })) {
		files.set(base + file, content[program]!);
		files.set(base + checksums, Buffer.from(`${"0".repeat(64)}  other.tar.gz\n${sum(content[program]!)}  ${file}\n`));
	}
	return files;
}

let files: Map<string, Buffer>;
let cut: RegExp | undefined;
let asked: string[];
let server: Server;
let host: string;
let work: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
	server = createServer((request, response) => {
		const path = request.url ?? "";
		asked.push(path);
		const content = files.get(path);
		if (content === undefined) {
			response.writeHead(404).end("no such file");
		} else if (cut?.test(path)) {
			response.writeHead(200, { "content-length": content.length });
			response.write(content.subarray(0, content.length - 20), () => response.destroy());
		} else {
			response.writeHead(200).end(content);
		}
	});
	await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
	host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

beforeEach(() => {
	files = publication();
	cut = undefined;
	asked = [];
	work = mkdtempSync(join(tmpdir(), "socle-engine-"));
	env = { SOCLE_HOME: join(work, "home"), PULUMI_HOME: join(work, "none"), PATH: "" };
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const download = (report?: (line: string) => void) => {
	return installEngine({ env, versions, hosts: { pulumi: host, github: host }, ...(report === undefined ? {} : { report }) });
};
const failure = async (attempt: Promise<unknown>): Promise<UserError> => {
	const error = await attempt.then(
		() => undefined,
		(reason) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	return error;
};
const left = (): string[] => readdirSync(join(work, "home", "engine"));

describe("the official download", () => {
	it("installs verified programs where the engine looks for them", async () => {
		const lines: string[] = [];
		const engine = await download((line) => lines.push(line));
		expect(engine.manifest.programs.map(({ name, version, origin }) => `${name} ${version} ${origin}`)).toEqual([
			"pulumi 3.259.0 download",
			"pulumi-language-nodejs 3.259.0 download",
			"pulumi-resource-kubernetes 4.34.2 download",
			"pulumi-resource-openstack 3.15.2 download",
		]);
		expect(readdirSync(join(engine.folder, "bin")).sort()).toEqual(["pulumi", "pulumi-language-nodejs"]);
		expect(existsSync(join(engine.folder, "home/plugins/resource-openstack-v3.15.2/pulumi-resource-openstack"))).toBe(true);
		expect(engine.manifest.programs[0]?.from).toBe(
			`${host}${officialArchives(versions)[0]?.base.slice("https://get.pulumi.com".length)}${officialArchives(versions)[0]?.file}`,
		);
		expect(engine.manifest.programs[0]?.sha256).toBe(sum(Buffer.from(script("echo v3.259.0"))));
		expect(lines.filter((line) => line.startsWith("verified"))).toHaveLength(3);
		expect(findEngine({ env, versions }).folder).toBe(engine.folder);
		expect(usesStandIn(engine)).toBe(false);
		expect(left().filter((name) => name.startsWith("."))).toEqual([]);
	});

	it("does nothing the second time", async () => {
		const first = await download();
		asked = [];
		expect((await download()).manifest.installedAt).toBe(first.manifest.installedAt);
		expect(asked).toEqual([]);
	});

	it("mends an engine of which a part was changed", async () => {
		const engine = await download();
		writeFileSync(join(engine.folder, "bin", "pulumi"), script("echo v3.259.1"));
		expect((await changedPrograms(engine)).map(({ name }) => name)).toEqual(["pulumi"]);
		rmSync(join(engine.folder, "bin", "pulumi-language-nodejs"));
		expect(() => findEngine({ env, versions })).toThrow(/not whole: pulumi-language-nodejs/);
		await download();
		expect(await changedPrograms(findEngine({ env, versions }))).toEqual([]);
	});

	const sdk = `/releases/sdk/${officialArchives(versions)[0]!.file}`;
	const sums = "/releases/sdk/pulumi-3.259.0-checksums.txt";
	it.each<[string, () => void, RegExp]>([
		[
			"a wrong checksum",
			() => files.set(sums, Buffer.from(`${"1".repeat(64)}  ${sdk.split("/").at(-1)}\n`)),
			/expected SHA-256 1{64}\n +received SHA-256 [0-9a-f]{64}/,
		],
		["a checksums file that does not name the archive", () => files.set(sums, Buffer.from("")), /has no SHA-256 for pulumi-v3\.259\.0/],
		["a missing checksums file", () => files.delete(sums), /no checksums file \(pulumi-3\.259\.0-checksums\.txt\)/],
		["a missing archive", () => files.delete(sdk), /pulumi-v3\.259\.0-.*does not exist \(HTTP 404\)/],
		["an archive cut short on the way", () => (cut = /pulumi-v3/), /could not be read to its end/],
		[
			"a provider cut short after the command was fetched",
			() => (cut = /resource-kubernetes/),
			/resource-kubernetes.*could not be read to its end/,
		],
	])("refuses %s, says what to do instead and leaves nothing", async (_, change, message) => {
		change();
		const error = await failure(download());
		expect(error.message).toMatch(message);
		expect(error.exit).toBe(3);
		expect(error.next).toMatch(/Nothing was installed/);
		expect(error.next).toMatch(/--mirror DIR\|URL/);
		expect(error.next).toMatch(/--from-source/);
		expect(left()).toEqual([]);
	});

	it("names the other ways when the publication can't be reached", async () => {
		// Port 1 of the loopback is never served.
		const nobody = "http://127.0.0.1:1";
		const error = await failure(installEngine({ env, versions, hosts: { pulumi: nobody, github: nobody } }));
		expect(error.message).toMatch(/127\.0\.0\.1:1 can't be reached: /);
		expect(error.exit).toBe(3);
		expect(error.next).toMatch(/--mirror DIR\|URL/);
		expect(error.next).toMatch(/--from-source \(?|Go 1\.26/);
	});

	it.each<[string, Record<string, string>, RegExp]>([
		["a path that leaves the folder", { "pulumi/pulumi": "x", "../../evil": "x" }, /refused: it holds \.\.\/\.\.\/evil/],
		["an absolute path", { "/tmp/pulumi-evil": "x" }, /refused: it holds \/tmp\/pulumi-evil/],
		["a link", { "pulumi/pulumi->": "/etc/passwd" }, /refused: it holds pulumi\/pulumi \(SymbolicLink\)/],
		["no Node host", { "pulumi/pulumi": script("echo v3.259.0") }, /does not hold pulumi-language-nodejs/],
		[
			"a command of another version",
			{ "pulumi/pulumi": script("echo v3.1.0"), "pulumi/pulumi-language-nodejs": "x" },
			/says that it is 3\.1\.0; expected 3\.259\.0/,
		],
		[
			"a command of another machine",
			{ "pulumi/pulumi": "\u007fELF", "pulumi/pulumi-language-nodejs": "x" },
			/does not run on this machine/,
		],
	])("refuses an archive with %s", async (_, pulumi, message) => {
		files = publication({ pulumi });
		const error = await failure(download());
		expect(error.message).toMatch(message);
		expect(error.exit).toBe(3);
		expect(left()).toEqual([]);
		expect(existsSync(join(work, "evil"))).toBe(false);
	});

	it("refuses what is no archive although the checksum fits", async () => {
		const content = gzipSync("no tar at all, but long enough to be read as a header if one were careless".repeat(20)).subarray(0, -12);
		files.set(sdk, content);
		files.set(sums, Buffer.from(`${sum(content)}  ${sdk.split("/").at(-1)}\n`));
		expect((await failure(download())).message).toMatch(/no readable tar\.gz archive/);
		expect(left()).toEqual([]);
	});

	it("stops when asked and leaves nothing", async () => {
		const stopped = AbortSignal.abort();
		const error = await failure(installEngine({ env, versions, hosts: { pulumi: host, github: host }, signal: stopped }));
		expect(error.exit).toBe(130);
		expect(left()).toEqual([]);
	});

	it("removes what a killed install left behind", async () => {
		// A process id beyond the kernel's largest.
		const abandoned = join(work, "home", "engine", ".partial-99999999-00");
		mkdirSync(abandoned, { recursive: true });
		await download();
		expect(existsSync(abandoned)).toBe(false);
	});
});

describe("a mirror", () => {
	const fill = (checksums: "official" | "common"): string => {
		const folder = join(work, "mirror");
		mkdirSync(folder);
		for (const [path, content] of files) {
			if (checksums === "common" && path.endsWith(".txt")) continue;
			writeFileSync(join(folder, path.split("/").at(-1)!), content);
		}
		const archives = [...files].filter(([path]) => path.endsWith(".tar.gz"));
		const lines = archives.map(([path, content]) => `${sum(content)} *${path.split("/").at(-1)}\n`);
		if (checksums === "common") writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
		return folder;
	};

	it.each(["official", "common"] as const)("may be a folder with %s checksums files", async (checksums) => {
		const mirror = fill(checksums);
		const engine = await installEngine({ env, versions, mirror });
		expect(engine.manifest.programs.map(({ origin }) => origin)).toEqual(["mirror", "mirror", "mirror", "mirror"]);
		expect(engine.manifest.programs[0]?.from).toBe(join(mirror, officialArchives(versions)[0]!.file));
		expect(asked).toEqual([]);
	});

	it("may be an address, with all files side by side", async () => {
		const names = new Map([...files].map(([path, content]) => [`/engine/${path.split("/").at(-1)}`, content]));
		files = names;
		const engine = await installEngine({ env, versions, mirror: `${host}/engine` });
		expect(engine.manifest.programs[3]?.from).toMatch(/^http.*\/engine\/pulumi-resource-openstack-v3\.15\.2-/);
	});

	it("is verified too", async () => {
		const mirror = fill("common");
		writeFileSync(join(mirror, officialArchives(versions)[2]!.file), "something else");
		expect((await failure(installEngine({ env, versions, mirror }))).message).toMatch(/is not the file that its checksums file names/);
		expect(left()).toEqual([]);
	});

	it("that lacks a file, its checksums or itself is an error that says so", async () => {
		const mirror = fill("official");
		rmSync(join(mirror, "pulumi-openstack_3.15.2_checksums.txt"));
		const noSums = await failure(installEngine({ env, versions, mirror }));
		expect(noSums.message).toMatch(/no checksums file \(pulumi-openstack_3\.15\.2_checksums\.txt or SHA256SUMS\)/);
		rmSync(join(mirror, officialArchives(versions)[0]!.file));
		expect((await failure(installEngine({ env, versions, mirror }))).message).toMatch(/The mirror has no file .*pulumi-v3/);
		const nowhere = await failure(installEngine({ env, versions, mirror: join(work, "nowhere") }));
		expect(nowhere.message).toMatch(/does not exist/);
		expect(nowhere.exit).toBe(2);
	});
});

describe("what is on this machine", () => {
	const put = (path: string, text: string): void => {
		mkdirSync(dirname(join(work, path)), { recursive: true });
		writeFileSync(join(work, path), text);
		chmodSync(join(work, path), 0o755);
	};
	beforeEach(() => {
		put("bin/pulumi", script("echo v3.259.0"));
		put("bin/pulumi-language-nodejs", script("exit 0"));
		put("pulumi/plugins/resource-openstack-v3.15.2/pulumi-resource-openstack", script("exit 0"));
		put("pulumi/plugins/resource-kubernetes-v4.34.2/pulumi-resource-kubernetes", "…socle/engine/kubernetes…");
		env = { ...env, PATH: `${join(work, "empty")}:${join(work, "bin")}`, PULUMI_HOME: join(work, "pulumi") };
	});

	it("is used where it lies, and nothing is asked of the network", async () => {
		const engine = await download();
		expect(engine.manifest.programs.map(({ origin }) => origin)).toEqual(["path", "path", "path", "path"]);
		expect(engine.manifest.programs[0]?.from).toBe(join(work, "bin", "pulumi"));
		expect(asked).toEqual([]);
	});

	it("is recognised as the stand-in by its content, which up refuses outside the lab", async () => {
		const engine = await download();
		expect(usesStandIn(engine)).toBe(true);
		expect(() => refuseStandIn(engine, { lab: false, accepted: false })).toThrow(/small stand-in/);
		expect(() => refuseStandIn(engine, { lab: true, accepted: false })).not.toThrow();
		expect(() => refuseStandIn(engine, { lab: false, accepted: true })).not.toThrow();
	});

	it.each<[string, () => void, string[]]>([
		["a command of another version", () => put("bin/pulumi", script("echo v3.258.0")), ["download", "download", "path", "path"]],
		["a command without its Node host", () => rmSync(join(work, "bin/pulumi-language-nodejs")), ["download", "download", "path", "path"]],
		[
			"a provider of another version",
			() => rmSync(join(work, "pulumi/plugins/resource-openstack-v3.15.2"), { recursive: true }),
			["path", "path", "path", "download"],
		],
		[
			"a provider whose installation never ended",
			() => put("pulumi/plugins/resource-openstack-v3.15.2.partial", ""),
			["path", "path", "path", "download"],
		],
	])("is completed by the download in place of %s", async (_, change, origins) => {
		change();
		expect((await download()).manifest.programs.map(({ origin }) => origin)).toEqual(origins);
	});
});

describe("finding the engine", () => {
	it("says how to get one", () => {
		expect(() => findEngine({ env, versions })).toThrow(expect.objectContaining({ exit: 3, next: "socle engine install" }));
	});

	it("names the npm package that asks for another version", async () => {
		await download();
		expect(() => findEngine({ env, versions: { ...versions, openstack: "3.16.0" } })).toThrow(
			/openstack 3\.15\.2, but .* asks for 3\.16\.0/,
		);
	});

	it("hands the programs an environment of their own", async () => {
		const engine = await download();
		const { PATH, ...rest } = engineEnvironment(engine, { PATH: "/somewhere" });
		expect(PATH).toBe(`${dirname(process.execPath)}:${join(engine.folder, "bin")}:/somewhere`);
		expect(rest).toEqual({
			PULUMI_HOME: join(engine.folder, "home"),
			PULUMI_SKIP_UPDATE_CHECK: "true",
			PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
			PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
			PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
			PULUMI_CREDENTIAL_STORE: "plaintext",
		});
	});
});
