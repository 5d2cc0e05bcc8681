import { describe, expect, test } from "vitest";
import { readManifests } from "./manifests.ts";

const read = (text: string, named = false) => readManifests({ path: "m.yaml", named, sha256: "", text });
const ids = (text: string) => read(text).resources.map(({ id }) => id);
const propertiesOf = (text: string) => read(text).resources.map(({ properties }) => properties);
const locate = (text: string, path: string, index = 0) => {
	const { text: source, pointer } = read(text).resources[index]!.written!;
	const place = source.locate(new Set([pointer(path)])).get(pointer(path));
	return place === undefined ? undefined : `${place.file}:${place.line}:${place.column}`;
};
const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: town }\n`;

describe("what is read", () => {
	test("several documents, comments, empty ones, marks of their end", () => {
		expect(ids(`# town\n---\n${pod("a")}---\n# nothing\n---\n\n--- # next\n${pod("b")}...\n---\n${pod("c")}`)).toEqual([
			"v1/Pod town/a",
			"v1/Pod town/b",
			"v1/Pod town/c",
		]);
	});

	test("directives belong to the document behind them, and a mark inside a text is no boundary", () => {
		expect(ids(`%YAML 1.1\n---\n${pod("a")}`)).toEqual(["v1/Pod town/a"]);
		const [properties] = propertiesOf("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n  a: |\n    ---\n    b\n");
		expect(properties).toMatchObject({ data: { a: "---\nb\n" } });
	});

	test("lines that end as on Windows", () => {
		expect(ids(`${pod("a")}---\n${pod("b")}`.replaceAll("\n", "\r\n"))).toEqual(["v1/Pod town/a", "v1/Pod town/b"]);
	});

	test("lists of any kind, lists in lists, items that leave out what all share", () => {
		const items = "items:\n- metadata: { name: a, namespace: town }\n- metadata: { name: b, namespace: town }\n";
		expect(ids(`apiVersion: v1\nkind: PodList\n${items}`)).toEqual(["v1/Pod town/a", "v1/Pod town/b"]);
		const nested = JSON.stringify({
			apiVersion: "v1",
			kind: "List",
			items: [
				{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "x" } },
				{ apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Node", metadata: { name: "n" } }] },
			],
		});
		expect(ids(nested)).toEqual(["apps/v1/Deployment x", "v1/Node n"]);
		expect(ids(`- ${pod("a").replaceAll("\n", "\n  ")}\n- ${pod("b").replaceAll("\n", "\n  ")}`)).toEqual([
			"v1/Pod town/a",
			"v1/Pod town/b",
		]);
	});

	test("JSON values one after the other", () => {
		const one = (name: string) => JSON.stringify({ apiVersion: "v1", kind: "Node", metadata: { name } }, null, 2);
		expect(ids(`${one("a")}\n${one("b")}${one("c")}`)).toEqual(["v1/Node a", "v1/Node b", "v1/Node c"]);
	});

	test("anchors and merge keys; a later key wins, as in Kubernetes", () => {
		const text = `${pod("a")}k: &base { p: 1, q: 2 }\nl: { <<: *base, q: 3 }\nm: { q: 3, <<: *base }\no: *base\n`;
		expect(propertiesOf(text)[0]).toMatchObject({ l: { p: 1, q: 3 }, m: { p: 1, q: 2 }, o: { p: 1, q: 2 } });
	});

	test("notes of the API server are left out, and a name that will be generated is a name", () => {
		const text = "apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: job-\n  managedFields: [{ manager: kubectl }]\n";
		expect(read(text).resources[0]).toMatchObject({ name: "job-", properties: { metadata: { generateName: "job-" } } });
		expect(read(text).resources[0]).not.toHaveProperty("physicalId");
	});
});

// What sigs.k8s.io/yaml 1.6.0 answers to the same scalars.
test.each([
	["yes", true],
	["n", false],
	["Off", false],
	["~", null],
	["", null],
	["0644", 420],
	["0o17", 15],
	["0x1F", 31],
	["-0b11", -3],
	["08", 8],
	["1_000", 1000],
	["12:30:45", "12:30:45"],
	["2024-01-01", "2024-01-01"],
	["1e3", 1000],
	[".5", 0.5],
	["1.2.3", "1.2.3"],
	["0xFFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFFF"],
	["1e400", "1e400"],
	["'yes'", "yes"],
	["!!str 012", "012"],
	["!!binary aGk=", "hi"],
	["!secret x", "x"],
	["tRUE", "tRUE"],
	["500m", "500m"],
])("the scalar %s is read as Kubernetes reads it", (written, value) => {
	expect(propertiesOf(`${pod("a")}v: ${written}\n`)[0]!["v"]).toEqual(value);
});

describe("where it is written", () => {
	const text = `# first\n${pod("a")}spec:\n  containers:\n  - name: web\n    securityContext: { privileged: true }\n---\n${pod("b")}spec: { x: [1, { z: 2 }] }\n`;
	test("keys, items, flow style, the nearest thing above what is absent", () => {
		expect(locate(text, "")).toBe("m.yaml:2:1");
		expect(locate(text, "/spec/containers/0/securityContext/privileged")).toBe("m.yaml:8:24");
		expect(locate(text, "/spec/containers/0")).toBe("m.yaml:7:5");
		expect(locate(text, "/spec/containers/0/resources/limits")).toBe("m.yaml:7:5");
		expect(locate(text, "/spec/x/1/z", 1)).toBe("m.yaml:13:18");
		expect(read(text).resources.map(({ locations }) => locations[0]!.line)).toEqual([2, 10]);
	});

	test("items of a list in YAML and in JSON", () => {
		const list = `apiVersion: v1\nkind: List\nitems:\n- ${pod("a").replaceAll("\n", "\n  ")}\n- ${pod("b").replaceAll("\n", "\n  ")}\n  spec:\n    hostPID: true\n`;
		expect(locate(list, "/spec/hostPID", 1)).toBe("m.yaml:13:5");
		const json = JSON.stringify({ apiVersion: "v1", kind: "List", items: propertiesOf(list) }, null, 2);
		expect(locate(json, "/spec/hostPID", 1)).toBe(`m.yaml:${json.slice(0, json.indexOf("hostPID")).split("\n").length}:9`);
		expect(locate(`{"apiVersion":"v1","kind":"Node","metadata":{"name":"a\\"b"},"a/b":[{"c~d":1}]}`, "/a~1b/0/c~0d")).toBe("m.yaml:1:69");
	});

	test("what came through an alias or a merge key has the place of what holds it", () => {
		const merged = `${pod("a")}base: &base\n  privileged: true\nspec:\n  <<: *base\n`;
		expect(locate(merged, "/spec/privileged")).toBe("m.yaml:6:1");
	});
});

describe("what is none of it", () => {
	test.each([
		["values of a chart", "replicas: 3\nimage: { tag: x }\n"],
		["a kustomization without apiVersion", "resources: [a.yaml]\n"],
		["a kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n"],
		["a kubeconfig", "apiVersion: v1\nkind: Config\nclusters: []\n"],
		["docker compose", "services: { web: { image: x } }\n"],
		["a workflow", "on: push\njobs: {}\n"],
		["a package.json", '{ "name": "x" }'],
		["a scalar", "hello\n"],
		["a list of scalars", "[1, 2]"],
	])("%s is counted", (_, text) => {
		expect(read(text)).toMatchObject({ resources: [], errors: [], others: 1 });
		expect(read(text, true)).toMatchObject({ resources: [], errors: [{ path: "m.yaml" }] });
	});

	test("among objects, it is counted beside them", () => {
		const { resources, others } = read(`${pod("a")}---\nx: 1\n---\ny: 2\n`, true);
		expect([resources.length, others]).toEqual([1, 2]);
	});

	test.each(["", "\n", "# only a comment\n", "---\n---\n", '{"apiVersion":"v1","kind":"List","items":[]}'])(
		"%j holds nothing, and needs no word",
		(text) => {
			expect(read(text)).toEqual({ inputs: [], resources: [], errors: [], notVisible: [] });
			expect(read(text, true).errors.length).toBe(1);
		},
	);
});

const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[..."bcdefgh"].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[index]}`).join(", ")}]\n`).join("")}`;

describe("what is broken", () => {
	test.each([
		["a template", `${pod("a")}  x: {{ .Values.x }}\n`, 4, "template"],
		["a template's block", "{{- if .Values.x }}\nkind: Pod\n{{- end }}\n", 1, "template"],
		["a tab", "a:\n\tb: 1\n", 2, "tab"],
		["a missing bracket", "a: [1, 2\n", 2, "bracket"],
		["a missing quote", "a: 'x\n", 2, "quote"],
		["wrong indentation", "a:\n   b: 1\n  c: 2\n", 3, "indentation"],
		["a key twice", "a: 1\nb: 2\na: 3\n", 3, "twice"],
		["a key twice, written differently", "yes: 1\ntrue: 2\n", 2, "twice"],
		["a key twice in JSON", '{\n"a": 1,\n"b": { "a": 1 },\n"a": 2 }', 4, "twice"],
		["an alias of nothing", "a: *b\n", 1, "alias"],
		["an anchor that holds itself", "a: &a [*a]\n", 1, "itself"],
		["an empty key", "? \n: 1\n", 1, "key is empty"],
		["a mapping as a key", "? { a: 1 }\n: 1\n", 1, "key is a mapping"],
		["an infinite number", "a: .inf\n", 1, "infinite"],
		["aliases that multiply", bomb, 6, "attack"],
		["10,000 levels of YAML", `a: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, 1, "nested"],
		["10,000 levels of block style", Array.from({ length: 10_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), 500, "nested"],
		["10,000 levels of JSON", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, 1, "nested"],
		["10,000 open brackets", "[".repeat(10_000), 1, ""],
		["half a JSON value behind a whole one", '{"a":1}\n{"b":', 2, "from here on it is not JSON"],
		["JSON with a comma too many", '{"apiVersion":"v1","kind":"Pod",,}', 1, ""],
	])("%s is an error with its line", (_, text, line, words) => {
		const { errors, resources, partial } = read(text);
		expect(resources).toEqual([]);
		expect(errors).toEqual([{ path: "m.yaml", line, message: expect.stringContaining(words) }]);
		expect(partial).toBe(true);
	});

	test("it quotes nothing of the file, which may hold secrets", () => {
		expect(JSON.stringify(read("password: 'hunter2 \n x: [hunter2\n").errors)).not.toContain("hunter2");
	});

	test("the other documents are judged all the same", () => {
		const { errors, resources } = read(`${pod("a")}---\nx: [\n---\n${pod("b")}`);
		expect(errors.map(({ line }) => line)).toEqual([6]);
		expect(resources.map(({ name }) => name)).toEqual(["a", "b"]);
	});

	test("a key named __proto__ is a key like any other", () => {
		const [properties] = propertiesOf(`${pod("a")}__proto__: { polluted: true }\n`);
		expect(Object.keys(properties!)).toContain("__proto__");
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});
