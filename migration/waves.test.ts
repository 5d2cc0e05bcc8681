import { expect, test } from "vitest";
import { dayName, outside } from "./calendar.ts";
import type { Candidate } from "./waves.ts";
import { wavesOf } from "./waves.ts";

function one(name: string, more: Partial<Candidate> = {}): Candidate {
	return { name, criticality: 5, resources: 1, dependsOn: [], databases: [], vcpus: 2, memoryGiB: 4, diskGiB: 20, ground: false, ...more };
}
const names = (candidates: readonly Candidate[], options: Partial<Parameters<typeof wavesOf>[1]> = {}): string[][] =>
	wavesOf(candidates, { perWave: 5, ...options }).map(({ applications }) => applications);

test("what is needed moves first, and the least critical is the pilot", () => {
	expect(names([one("portal", { dependsOn: ["registry"] }), one("registry"), one("blog", { criticality: 1 }), one("files")])).toEqual([
		["blog"],
		["files", "registry"],
		["portal"],
	]);
});

test("a circle moves together and says so", () => {
	const waves = wavesOf(
		[
			one("a", { dependsOn: ["b"] }),
			one("b", { dependsOn: ["c"] }),
			one("c", { dependsOn: ["a"] }),
			one("d", { dependsOn: ["a"] }),
			one("pilot", { criticality: 1 }),
		],
		{ perWave: 5 },
	);
	expect(waves.map(({ applications }) => applications)).toEqual([["pilot"], ["a", "b", "c"], ["d"]]);
	expect(waves[1]!.together).toEqual(["a and b and c need each other."]);
});

test("who shares a database moves together and says so", () => {
	const waves = wavesOf(
		[one("tax", { databases: ["db/citizens"] }), one("vote", { databases: ["db/citizens"] }), one("blog", { criticality: 1 })],
		{ perWave: 1 },
	);
	expect(waves.map(({ applications }) => applications)).toEqual([["blog"], ["tax", "vote"]]);
	expect(waves[1]!.together).toEqual(["tax and vote share db/citizens."]);
});

test("ground moves with the first that stands on it", () => {
	expect(
		names([one("net", { ground: true }), one("shop", { dependsOn: ["net"] }), one("blog", { dependsOn: ["net"], criticality: 1 })]),
	).toEqual([["blog", "net"], ["shop"]]);
});

test("a quota too small parts a wave, and says what is beyond it", () => {
	const waves = wavesOf([one("a", { criticality: 1 }), one("b"), one("c"), one("d")], { perWave: 5, quota: { vcpus: 6 } });
	expect(waves.map(({ applications, beyond }) => ({ applications, beyond }))).toEqual([
		{ applications: ["a"], beyond: [] },
		{ applications: ["b", "c"], beyond: [] },
		{ applications: ["d"], beyond: ["vcpus"] },
	]);
	expect(waves[2]!.quota.vcpus).toBe(8);
});

test("a wave holds no more applications than asked", () => {
	expect(
		names(
			["a", "b", "c", "d", "e"].map((name) => one(name)),
			{ perWave: 2 },
		),
	).toEqual([["a"], ["b", "c"], ["d", "e"]]);
});

test("a chain of ten thousand does not exhaust the stack", () => {
	const chain = Array.from({ length: 10_000 }, (_, index) => one(`a${index}`, index === 0 ? {} : { dependsOn: [`a${index - 1}`] }));
	expect(wavesOf(chain, { perWave: 5 })).toHaveLength(10_000);
});

test("a freeze is waited out, also where one follows another", () => {
	const freezes = [
		{ from: "2026-12-20", until: "2026-12-31", why: "holidays" },
		{ from: "2027-01-01", until: "2027-01-03" },
	];
	const { offset, waited } = outside("2026-12-14", 7, freezes);
	expect(dayName("2026-12-14", offset)).toBe("2027-01-04");
	expect(waited).toEqual(freezes);
	expect(outside("2026-12-14", 2, freezes).offset).toBe(2);
	expect(outside(undefined, 7, freezes).offset).toBe(7);
});
