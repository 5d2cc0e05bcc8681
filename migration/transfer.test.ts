import { expect, test } from "vitest";
import { cutOverWindow, transferHours } from "./transfer.ts";

test("a volume travels as long as its bits take at the rate", () => {
	// 1 GiB = 2^30 B × 8 = 8,589,934,592 bit = 8,589.934592 Mbit; at 620 Mbit/s that is 13.8547 s.
	expect(transferHours(1, 620) * 3600).toBeCloseTo(8589.934592 / 620, 9);
	// 500 GiB: 500 × 8,589.934592 Mbit ÷ 620 Mbit/s = 6,927.37 s = 1.92427 h.
	expect(transferHours(500, 620)).toBeCloseTo(1.92427, 5);
	// 10 TiB over 1 Gbit/s: 10,240 × 8,589.934592 ÷ 1,000 ÷ 3,600 = 24.43359 h.
	expect(transferHours(10_240, 1000)).toBeCloseTo(24.43359, 5);
	expect(transferHours(0, 620)).toBe(0);
});

test("a service is away for its last changes, its start and its checks", () => {
	// 24 GiB a day, copied 6 h before: 6 GiB. 6 × 8,589.934592 ÷ 620 ÷ 3,600 = 0.0230912 h.
	// 25 applications, 10 at once, an hour each: 3 rounds. 0.0230912 + 0.25 + 3 = 3.2730912 h.
	const window = cutOverWindow({
		changesGiB: 24,
		syncHours: 6,
		mbps: 620,
		startHours: 0.25,
		checkHours: 1,
		applications: 25,
		engineers: 10,
	});
	expect(window.deltaHours).toBeCloseTo(0.0230912, 6);
	expect(window.checkHours).toBe(3);
	expect(window.totalHours).toBeCloseTo(3.2730912, 6);
});
