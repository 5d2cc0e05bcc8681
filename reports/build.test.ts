import { describe, expect, test } from "vitest";
import { UserError } from "../errors.ts";
import { buildReport, rulesDigest } from "./build.ts";
import { tally } from "./context.ts";
import { render as json } from "./json.ts";
import { SEVERITIES } from "./report.ts";
import { input, kubernetes, openstack, result } from "./test-data.ts";

const shuffled = <T>(items: readonly T[]): T[] =>
	items.toReversed().toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);

describe("the summary", () => {
	test("counts every result, also those that are not shown", () => {
		const { results } = input();
		for (const all of [false, true]) {
			const { summary } = buildReport(input({ all }));
			expect(summary.pass + summary.fail + summary.unknown + summary.waived + summary.notApplicable).toBe(results.length);
			expect(summary).toEqual({ resources: 85, pass: 21, fail: 4, unknown: 2, notApplicable: 1, waived: 1, notCovered: 6 });
		}
	});

	test("agrees with the tally that the tables are made from", () => {
		const { summary } = buildReport(input());
		const total = { pass: 0, fail: 0, unknown: 0, waived: 0, notApplicable: 0 };
		for (const row of tally(input().results)) for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += row[key];
		expect(summary).toMatchObject(total);
	});
});

describe("the results", () => {
	test("are fail, unknown and waived; with all the rest too", () => {
		expect(new Set(buildReport(input()).results.map(({ verdict }) => verdict))).toEqual(new Set(["fail", "unknown", "waived"]));
		expect(buildReport(input({ all: true })).results).toHaveLength(input().results.length);
	});

	test("are sorted by severity, control and resource id", () => {
		const keys = buildReport(input({ all: true })).results.map(({ severity, control, resource }) => [
			SEVERITIES.indexOf(severity),
			control,
			resource.id,
		]);
		const sorted = keys.toSorted(([a1, a2, a3], [b1, b2, b3]) => +a1! - +b1! || (a2! < b2! ? -1 : a2! > b2! ? 1 : a3! < b3! ? -1 : 1));
		expect(keys).toEqual(sorted);
	});

	test("hold nothing that the contract does not name", () => {
		const [given] = input().results.filter(({ verdict }) => verdict === "fail");
		const travelling = { ...given!, secret: "canary", locations: [{ file: "a.yaml", line: 1, role: "cause", key: "services" }] };
		expect(json(buildReport(input({ results: [travelling] })))).not.toMatch(/canary|"role"|"key": "services"/);
	});
});

describe("the bytes", () => {
	test("are the same whatever order the parts came in", () => {
		const { results, coverage, rules, inputs } = input({
			all: true,
			inputs: [
				{ path: "b.yaml", kind: "kubernetes-manifest", resources: 1 },
				{ path: "a.yaml", kind: "kubernetes-manifest", resources: 2 },
			],
		});
		const one = json(buildReport(input({ all: true, results, coverage, inputs })));
		const controls = rules.controls.toReversed();
		const mixed = input({
			all: true,
			results: shuffled(results),
			coverage: shuffled(coverage),
			inputs: inputs.toReversed(),
			rules: { ...rules, controls },
		});
		expect(json(buildReport(mixed))).toBe(one);
	});

	test("take their time from SOURCE_DATE_EPOCH, and from the clock only without it", () => {
		expect(buildReport(input({ now: new Date(0) })).generatedAt).toBe("2025-12-01T00:00:00Z");
		expect(buildReport(input({ now: new Date(0), sourceDateEpoch: undefined })).generatedAt).toBe("1970-01-01T00:00:00Z");
	});

	test.each(["yesterday", "-1", "1.5", "9".repeat(30), " "])("SOURCE_DATE_EPOCH %j is refused", (sourceDateEpoch) => {
		expect(() => buildReport(input({ sourceDateEpoch }))).toThrow(UserError);
	});
});

describe("the digest of the rules", () => {
	const rule = (parameters: unknown, version?: string) =>
		rulesDigest([{ id: "a", parameters, ...(version === undefined ? {} : { version }) }]);

	test("does not hang on the order of controls or keys", () => {
		expect(
			rulesDigest([
				{ id: "b", parameters: {} },
				{ id: "a", parameters: { x: 1, y: [1, 2] } },
			]),
		).toBe(
			rulesDigest([
				{ id: "a", parameters: { y: [1, 2], x: 1 } },
				{ id: "b", parameters: {} },
			]),
		);
	});

	test("changes with an id, a version, a parameter and its order", () => {
		const digests = [
			rule({ ports: [1, 2] }),
			rule({ ports: [2, 1] }),
			rule({ ports: ["1", 2] }),
			rule({}),
			rule({}, "2"),
			rulesDigest([]),
			rulesDigest([{ id: "b", parameters: {} }]),
		];
		expect(new Set(digests).size).toBe(digests.length);
		expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
	});

	test.each([[new Set([1])], [new Map()], [() => 1], [Number.NaN], [/a/]])("refuses %s, which JSON would lose", (parameter) => {
		expect(() => rule({ parameter })).toThrow(TypeError);
	});
});

test("ids that are no names of a person's choosing do not break the order", () => {
	const results = ["é", "z", "Z", "\u{1f600}", ""].map((id) =>
		result("pod-memory-limit", "fail", { resource: { ...kubernetes("v1/Pod", "a", id), id } }),
	);
	const ids = buildReport(
		input({ results: [...results, result("pod-memory-limit", "fail", { resource: openstack("t", "n") })] }),
	).results.map(({ resource }) => resource.id);
	expect(ids).toEqual(["", "Z", "urn:pulumi:town-hall.production.foundation::socle::t::n", "z", "é", "\u{1f600}"]);
});
