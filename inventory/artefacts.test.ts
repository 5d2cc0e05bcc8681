import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Part } from "./artefacts.ts";
import { readArtefacts } from "./artefacts.ts";
import { merged } from "./merge.ts";
import type { Resource, Source } from "./resource.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "socle-artefacts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = (): Part => ({ inputs: [], resources: [], notVisible: [{ what: "environment", why: "read" }], errors: [] });
const read = (...paths: string[]) => readArtefacts(paths, { environment });
const put = (path: string, content: string | Buffer) => {
	mkdirSync(join(folder, path, ".."), { recursive: true });
	writeFileSync(join(folder, path), content);
	return join(folder, path);
};
const pod = (name: string, more = "") => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: town }\n${more}`;
const names = (resources: readonly Resource[]) => resources.map(({ name }) => name);

describe("folders", () => {
	test("are walked, hidden ones and node_modules said, links that lead in a circle followed once", async () => {
		put("a.yaml", pod("a"));
		put("deep/er/b.yml", pod("b"));
		put("deep/c.json", JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "c" } }));
		put("README.md", "apiVersion: v1\nkind: Pod\n");
		put(".git/d.yaml", pod("d"));
		put("node_modules/e/e.yaml", pod("e"));
		symlinkSync("..", join(folder, "deep/up"));
		symlinkSync("../../..", join(folder, "deep/er/out"));
		symlinkSync("a.yaml", join(folder, "link.yaml"));
		const { resources, notVisible, errors, inputs } = await read(folder);
		expect(names(resources).sort()).toEqual(["a", "b", "c"]);
		expect(resources.find(({ name }) => name === "a")?.locations.map(({ file }) => file)).toEqual([
			join(folder, "a.yaml"),
			join(folder, "link.yaml"),
		]);
		expect(notVisible).toEqual([
			{ what: `${folder}/.git, ${folder}/node_modules`, why: expect.stringContaining("not looked into") },
			{ what: `files in ${folder}: 1 .md`, why: expect.stringContaining("only names that end in") },
		]);
		expect(errors).toEqual([]);
		expect(inputs.length).toBe(4);
	});

	test("what is nothing to judge is counted, and some of it named", async () => {
		for (const index of [1, 2, 3, 4, 5, 6]) put(`values-${index}.yaml`, "replicas: 3\n");
		expect((await read(folder)).errors).toEqual([{ path: folder, message: "it holds nothing that can be audited." }]);
		put("a.yaml", `${pod("a")}---\nx: 1\n`);
		const { notVisible, errors } = await read(folder);
		expect(errors).toEqual([]);
		const [first, ...more] = ["a", "values-1", "values-2", "values-3", "values-4"].map((name) => `${folder}/${name}.yaml`);
		expect(notVisible).toEqual([
			{
				what: "7 documents in 7 files",
				why: `no object of Kubernetes, and nothing else that is known here: ${[first, ...more].join(", ")}, and 2 more`,
			},
		]);
		expect((await read(join(folder, "a.yaml"))).notVisible).toEqual([
			{ what: `a document in ${folder}/a.yaml`, why: "no object of Kubernetes, and nothing else that is known here" },
		]);
	});

	test("what can't be opened is an error, and the rest is read", async () => {
		put("a.yaml", pod("a"));
		symlinkSync("nowhere", join(folder, "dangling.yaml"));
		symlinkSync("self.yaml", join(folder, "self.yaml"));
		const locked = put("locked.yaml", pod("b"));
		chmodSync(locked, 0);
		const { resources, errors, partial } = await read(folder);
		const isRoot = process.getuid?.() === 0; // root may read everything
		expect(names(resources)).toEqual(isRoot ? ["a", "b"] : ["a"]);
		expect(errors.map(({ path, message }) => `${path.slice(folder.length + 1)}: ${message}`)).toEqual([
			"dangling.yaml: it is a link to something that is not there.",
			...(isRoot ? [] : ["locked.yaml: you may not read it."]),
			"self.yaml: its links lead in a circle.",
		]);
		expect(partial).toBe(true);
	});

	test("nothing at a path, and a scheme that is not known, are said before anything is read", async () => {
		await expect(read(join(folder, "none.yaml"))).rejects.toMatchObject({ exit: 2, message: `there is nothing at ${folder}/none.yaml.` });
		await expect(read("swarm://prod")).rejects.toMatchObject({ exit: 2, message: expect.stringContaining("swarm://") });
	});

	test("a file is read whatever it is called, and once however often it is named", async () => {
		const file = put("deploy.txt", pod("a"));
		expect(names((await read(file, file)).resources)).toEqual(["a"]);
	});
});

describe("bytes", () => {
	const text = pod("grüße");
	const utf16 = (mark: boolean, big: boolean) => {
		const bytes = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
		return big ? bytes.swap16() : bytes;
	};
	test.each([
		["UTF-8", Buffer.from(text)],
		["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
		["UTF-16, little end first, with a mark", utf16(true, false)],
		["UTF-16, little end first", utf16(false, false)],
		["UTF-16, big end first, with a mark", utf16(true, true)],
		["UTF-16, big end first", utf16(false, true)],
		["gzip", gzipSync(text)],
	])("%s is read", async (_, bytes) => {
		expect(names((await read(put("a.yaml", bytes))).resources)).toEqual(["grüße"]);
	});

	test.each([
		["a NUL byte", Buffer.from("apiVersion: v1\nkind: \0Pod\n"), "a NUL byte stands in line 2"],
		["another encoding", Buffer.from(text, "latin1"), "it is not UTF-8"],
		["half a character of UTF-16", Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42]), "it is not UTF-16"],
		["an archive", Buffer.from("PK\u0003\u0004rest"), "terraform show -json"],
		["half a gzip", gzipSync(text).subarray(0, 20), "can't be unpacked"],
		["a bomb in gzip", gzipSync(gzipSync(Buffer.alloc(450 * 2 ** 20))), "can't be unpacked, or would fill more"],
	])("%s is an error", async (_, bytes, words) => {
		const path = put("a.yaml", bytes);
		expect((await read(path)).errors).toEqual([{ path, message: expect.stringContaining(words) }]);
	});

	test("50 MB of manifests are read", { timeout: 120_000 }, async () => {
		const one = pod(
			"a",
			`spec:\n${Array.from({ length: 400 }, (_, index) => `  key${index}: "a value of some length, ${index}"\n`).join("")}`,
		);
		const count = Math.ceil((50 * 2 ** 20) / one.length);
		const { resources, errors } = await read(put("a.yaml", Array(count).fill(one).join("---\n")));
		expect([resources.length, errors]).toEqual([1, []]); // all alike
		expect(resources[0]!.locations.length).toBe(count);
	});
});

test("an environment file is known by its content", async () => {
	const seen = [{ what: "environment", why: "read" }];
	expect((await read(put("x.yaml", "# ours\napiVersion: socle/v1\nname: town\n"))).notVisible).toEqual(seen);
	expect((await read(put("y.yaml", '{"apiVersion":"socle/v1","name":"town"}'))).notVisible).toEqual(seen);
	expect((await read(put("environment.yaml", pod("a")))).resources.length).toBe(1);
});

describe("an object that is seen twice", () => {
	const seen = (source: Source, file: string, change: Partial<Resource> = {}): Part => ({
		inputs: [],
		notVisible: [],
		errors: [],
		resources: [
			{
				id: "v1/Pod town/a",
				type: "v1/Pod",
				name: "a",
				namespace: "town",
				physicalId: "town/a",
				properties: { source },
				dependsOn: [],
				locations: [{ file, line: 1 }],
				source,
				...change,
			},
		],
	});
	const summary = (...parts: Part[]) =>
		merged(parts, false).resources.map(({ id, properties, locations }) => [
			id,
			properties["source"],
			locations.map(({ file }) => file).join(" "),
		]);

	test("is judged once: live beats state beats plan, with every place", () => {
		expect(summary(seen("plan", "p"), seen("live", "l"), seen("state", "s"))).toEqual([["v1/Pod town/a", "live", "l p s"]]);
		expect(summary(seen("state", "s"), seen("plan", "p"))).toEqual([["v1/Pod town/a", "state", "s p"]]);
	});

	test("is the same whatever the version of its API, and another one in another group, namespace or kind", () => {
		const apps = (version: string, source: Source) => seen(source, version, { id: `${version} a`, type: `apps/${version}/Deployment` });
		expect(summary(apps("v1beta1", "plan"), apps("v1", "live"))).toEqual([["v1 a", "live", "v1 v1beta1"]]);
		expect(summary(seen("plan", "a"), seen("live", "b", { type: "x.example/v1/Pod", id: "x a" })).length).toBe(2);
		expect(summary(seen("plan", "a"), seen("live", "b", { physicalId: "other/a", id: "other" })).length).toBe(2);
	});

	test("two of one source that differ are both judged, under ids of their own; two alike are one", () => {
		const other = seen("plan", "b", { properties: { source: "plan", replicas: 2 } });
		expect(summary(seen("plan", "a"), other, seen("plan", "c"))).toEqual([
			["v1/Pod town/a", "plan", "a c"],
			["v1/Pod town/a (b)", "plan", "b"],
		]);
	});

	test("a Pulumi URN is one resource before and after it has an id of the cloud", () => {
		const urn = (source: Source, physicalId?: string): Part => {
			const part = seen(source, source, { id: "urn:pulumi:a::b::c::d", type: "openstack:networking/network:Network" });
			const { physicalId: _, ...resource } = part.resources[0]!;
			return { ...part, resources: [{ ...resource, ...(physicalId !== undefined && { physicalId }) }] };
		};
		expect(
			summary(
				urn("plan"),
				urn("state", "uuid"),
				seen("live", "cloud", { id: "uuid", type: "openstack:networking/network:Network", physicalId: "uuid" }),
			),
		).toEqual([["uuid", "live", "cloud plan state"]]);
	});
});
