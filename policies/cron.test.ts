import { expect, it } from "vitest";
import { isTimeZone, scheduleFault } from "./cron.ts";

it.each([
	"* * * * *",
	"0 3 * * *",
	"*/5 * * * *",
	"0-30/10 8-18 1,15 JAN-jun Mon-Fri",
	"5/20 * ? * 0",
	"0 0 31 12 6",
	"  0   3 * *\t1 ",
	"0,,30 * * * *",
	"*/99 * * * *",
	"@daily",
	"@every 1h30m",
	"@every 1.5h",
])("takes %s", (schedule) => {
	expect(scheduleFault(schedule)).toBeUndefined();
});

it.each([
	["", "0 fields"],
	["* * * *", "4 fields"],
	["0 0 0 * * *", "6 fields"],
	["60 * * * *", "minute"],
	["* 24 * * *", "hour"],
	["* * 0 * *", "day of the month"],
	["* * 32 * *", "day of the month"],
	["* * * 13 *", "month"],
	["* * * 0 *", "month"],
	["0 0 * * 7", "day of the week"],
	["* * * * sunday", "day of the week"],
	["* * L * *", "day of the month"],
	["30-10 * * * *", "minute"],
	["1-2-3 * * * *", "minute"],
	["*/0 * * * *", "minute"],
	["*/-5 * * * *", "minute"],
	["*/5/2 * * * *", "minute"],
	["*/ * * * *", "minute"],
	["1- * * * *", "minute"],
	["a * * * *", "minute"],
	["@Daily", "no descriptor"],
	["@every", "no descriptor"],
	["@every hour", "no descriptor"],
	["@reboot", "no descriptor"],
	["CRON_TZ=Europe/Paris 0 3 * * *", "timeZone"],
	["TZ=UTC @daily", "timeZone"],
])("refuses %s: %s", (schedule, why) => {
	expect(scheduleFault(schedule)).toContain(why);
});

it.each([
	["Europe/Paris", true],
	["Etc/UTC", true],
	["UTC", true],
	["America/Argentina/Buenos_Aires", true],
	["Europe/Saint-Exemple", false],
	["Local", false],
	["local", false],
	["", false],
	["+01:00", false],
	["+01", false],
	["Europe/", false],
	["../Europe/Paris", false],
])("%s is a time zone: %s", (name, expected) => {
	expect(isTimeZone(name)).toBe(expected);
});
