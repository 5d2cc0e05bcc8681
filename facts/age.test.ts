import { expect, it } from "vitest";
import { dataSets } from "./age.ts";

it("counts a row past its shelf life from the day after", () => {
	const on = (today: string) => dataSets(today).find(({ table }) => table === "adequacy")!;
	expect(on("2027-09-01").stale).toEqual([]);
	expect(on("2027-09-02").stale.map(({ id }) => id)).toContain("CH");
	expect(on("2027-09-02").stale[0]).toMatchObject({ asOf: "2026-09-01", age: 366 });
});

it("finds a source for each row of each table", () => {
	for (const { table, rows, oldest } of dataSets("2026-11-23")) {
		expect(rows, table).toBeGreaterThan(0);
		expect(oldest, table).toMatch(/^\d{4}-\d\d-\d\d$/);
	}
});
