import { describe, expect, it } from "vitest";
import type { Location, Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { Control } from "./control.ts";
import { evaluate } from "./evaluate.ts";

const control = (id: string, check: Control["check"], more: Partial<Control> = {}): Control => ({
	id,
	family: "test",
	severity: "high",
	title: `Title of ${id}`,
	rationale: "Why.",
	remediation: "Do.",
	references: [],
	appliesTo: ["t/v1/Thing"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check,
	examples: { pass: [], fail: [] },
	...more,
});
const thing = (id: string, properties: Resource["properties"] = {}, locations: Location[] = []): Resource => ({
	id,
	type: "t/v1/Thing",
	name: id,
	properties,
	dependsOn: [],
	locations,
});
const judged = (check: Control["check"], resources: Resource[], partial = false) =>
	evaluate({ resources, source: "plan", partial }, { controls: [control("test-one", check)] }).results.map(
		({ verdict, paths, message }) => ({
			verdict,
			paths,
			message,
		}),
	);
const read =
	(key: string): Control["check"] =>
	(subject) =>
		void subject.properties[key];

describe("verdicts", () => {
	it("is unknown for a value that is not known, with where and why", () => {
		expect(judged(read("a"), [thing("x", { a: new Unknown("known after `up`") })])).toEqual([
			{ verdict: "unknown", paths: ["/a"], message: "a can't be judged: known after `up`." },
		]);
	});

	it("is unknown for a secret, whose value is nowhere to be read", () => {
		const [result] = judged(
			({ properties }, { report }) => report({ path: "", message: JSON.stringify(properties) }),
			[thing("x", { a: new Secret() })],
		);
		expect(result).toEqual({ verdict: "unknown", paths: ["/a"], message: "a can't be judged: it is a secret." });
	});

	it("fails where a problem was found beside what is not known", () => {
		const check: Control["check"] = (subject, { report, each }) =>
			each(["a", "b"], (key) => {
				if (subject.properties[key] === 1) report({ path: `/${key}`, message: "One." });
			});
		expect(judged(check, [thing("x", { a: new Unknown(), b: 1 })])).toEqual([{ verdict: "fail", paths: ["/b"], message: "One." }]);
	});

	it("is unknown, not a crash and not a pass, for a form that nobody expected", () => {
		const check: Control["check"] = ({ properties }) => void (properties["a"] as { b: { c: number } }[]).map((each) => each.b.c);
		expect(judged(check, [thing("x", { a: "text" })])[0]?.verdict).toBe("unknown");
		expect(judged(check, [thing("x")])[0]?.verdict).toBe("unknown");
	});

	it("takes absence for absence in a whole list, and for not known in a part", () => {
		const check: Control["check"] = (_, { absent }) => absent({ path: "", message: "Missing." });
		expect(judged(check, [thing("x")])[0]).toMatchObject({ verdict: "fail", message: "Missing.", paths: [""] });
		expect(judged(check, [thing("x")], true)[0]?.verdict).toBe("unknown");
	});

	it("lets nothing but a clean check be not applicable or passed", () => {
		const check: Control["check"] = ({ properties }, { notApplicable }) => {
			notApplicable();
			return void properties["a"];
		};
		expect(judged(check, [thing("x", { a: 1 }), thing("y", { a: new Unknown() })]).map(({ verdict }) => verdict)).toEqual([
			"not-applicable",
			"unknown",
		]);
	});
});

it("sorts by severity, control and resource, and counts", () => {
	const bad: Control["check"] = (_, { report }) => report({ path: "", message: "Bad." });
	const controls = [
		control("test-z", bad, { severity: "critical" }),
		control("test-a", bad, { severity: "low" }),
		control("test-b", () => {}, { severity: "low" }),
		control("test-c", bad, { severity: "low", sources: ["live"] }),
	];
	const other = { ...thing("o"), type: "t/v1/Other" };
	const { results, coverage, summary } = evaluate(
		{ resources: [thing("y"), other, thing("x")], source: "plan", partial: false },
		{ controls },
	);
	expect(results.map(({ control, resource, verdict }) => `${control} ${resource.id} ${verdict}`)).toEqual([
		"test-z x fail",
		"test-z y fail",
		"test-a x fail",
		"test-a y fail",
		"test-b x pass",
		"test-b y pass",
		"test-c x not-applicable",
		"test-c y not-applicable",
	]);
	expect(coverage).toEqual([
		{ type: "t/v1/Other", resources: 1, controls: 0 },
		{ type: "t/v1/Thing", resources: 2, controls: 3 },
	]);
	expect(summary).toEqual({ resources: 3, pass: 2, fail: 4, unknown: 0, notApplicable: 2, waived: 0, notCovered: 1 });
});

it("shows the deepest place that holds a problem, and what the user wrote", () => {
	const locations: Location[] = [
		{ file: "town.yaml", line: 3, key: "services.town", role: "cause" },
		{ file: "pod.yaml", line: 1 },
		{ file: "pod.yaml", line: 5, path: "/spec" },
		{ file: "pod.yaml", line: 7, path: "/spec/a" },
		{ file: "pod.yaml", line: 9, path: "/spec/ab" },
	];
	const check = control("test-one", (_, { report }) => {
		report({ path: "/spec/a/b", message: "A." });
		report({ path: "/spec/c", message: "C." });
	});
	const { results } = evaluate({ resources: [thing("x", {}, locations)], source: "plan", partial: false }, { controls: [check] });
	expect(results[0]).toMatchObject({
		message: "A. C.",
		resource: { source: { file: "pod.yaml", line: 1 } },
		cause: { file: "town.yaml", line: 3, key: "services.town" },
		locations: [
			{ file: "pod.yaml", line: 7 },
			{ file: "pod.yaml", line: 5 },
		],
	});
});

it("looks up the lines of the paths that findings name, once for each text, and names the other files of an object", () => {
	const asked: string[][] = [];
	const text = {
		locate: (pointers: ReadonlySet<string>) => {
			asked.push([...pointers]);
			return new Map([...pointers].map((pointer) => [pointer, { file: "list.yaml", line: pointer.length, column: 2 }]));
		},
	};
	const item = (id: string, index: number, more: Location[] = []): Resource => ({
		...thing(id, {}, [{ file: "list.yaml", line: 1, role: "source" }, ...more]),
		written: { text, pointer: (path) => `/items/${index}${path}` },
	});
	const check = control("test-one", ({ name }, { report }) => {
		if (name === "bad") report({ path: "/spec/a", message: "A." });
		if (name === "empty") report({ path: "", message: "Nothing is there." });
	});
	const resources = [item("bad", 0, [{ file: "copy.yaml", line: 4, role: "source" }]), item("good", 1), item("empty", 2)];
	const { results } = evaluate({ resources, source: "plan", partial: false }, { controls: [check] });
	expect(results.map(({ resource, locations }) => [resource.id, locations])).toEqual([
		[
			"bad",
			[
				{ file: "list.yaml", line: 15, column: 2, path: "/spec/a" },
				{ file: "copy.yaml", line: 4 },
			],
		],
		["empty", [{ file: "list.yaml", line: 8, column: 2 }]],
		["good", [{ file: "list.yaml", line: 1 }]],
	]);
	expect(asked).toEqual([["/items/0/spec/a", "/items/2"]]);
});

it("asks of each resource whether the control can see it where it was seen", () => {
	const check = {
		...control("test-one", (subject, { all, report }) => report({ path: "", message: `${all.sourceOf(subject)}.` })),
		sources: ["live" as const],
	};
	const resources = [{ ...thing("a"), source: "live" as const }, thing("b")];
	const { results, coverage } = evaluate({ resources, source: "plan", partial: false }, { controls: [check] });
	expect(results.map(({ verdict, message }) => [verdict, message])).toEqual([
		["fail", "live."],
		["not-applicable", "This can't be seen in a plan; look at a live cloud."],
	]);
	expect(coverage).toEqual([{ type: "t/v1/Thing", resources: 2, controls: 1 }]);
});

it("does not judge what is somebody else's, and joins with it all the same", () => {
	const check = control("test-one", (subject, { all, report }) => {
		if (all.reference(subject, "/other", ["t/v1/Thing"])?.name === "theirs") report({ path: "/other", message: "It hangs on theirs." });
	});
	const resources = [thing("mine", { other: "theirs" }), { ...thing("theirs"), judged: false as const }];
	const { results, summary } = evaluate({ resources, source: "live", partial: false }, { controls: [check] });
	expect(results.map(({ resource, verdict }) => [resource.id, verdict])).toEqual([["mine", "fail"]]);
	expect(summary.resources).toBe(1);
});

it("concludes nothing from the absence of what nobody let it see", () => {
	const other = { ...thing("seen"), type: "openstack:dns/zone:Zone" };
	const check = control(
		"test-one",
		(subject, { all, absent }) => {
			all.reference(subject, "/other", ["openstack:dns/recordSet:RecordSet"]);
			absent({ path: "", message: "It lacks something." });
		},
		{ appliesTo: ["openstack:dns/zone:Zone"] },
	);
	const verdicts = (hidden: string[], properties = {}) =>
		evaluate({ resources: [{ ...other, properties }], source: "live", partial: false, hidden }, { controls: [check] }).results[0]?.verdict;
	expect(verdicts([])).toBe("fail");
	expect(verdicts(["openstack:identity/user:User"])).toBe("fail");
	expect(verdicts(["openstack:dns/recordSet:RecordSet"])).toBe("unknown");
	expect(verdicts(["openstack:dns/recordSet:RecordSet"], { other: "www" })).toBe("unknown");
});
