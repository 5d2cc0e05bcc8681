import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { buildReport } from "./build.ts";
import { CLEAN, CONTEXT, HOSTILE_TEXTS, input, kubernetes, openstack, REPORT, result } from "./test-data.ts";
import type { TextOptions } from "./text.ts";
import { render } from "./text.ts";

const options = (change: Partial<TextOptions> = {}): TextOptions => ({ width: 80, color: false, quiet: false, all: false, ...change });
const lines = (text: string) => text.trimEnd().split("\n");

test("a report at 80 columns", () => {
	expect(render(REPORT, CONTEXT, options())).toMatchInlineSnapshot(`
		"town-hall · Ville de Saint-Exemple · internal · EU only · ovhcloud EU-WEST-PAR
		  foundation   54 resources   OpenStack    3 zones
		  services     31 resources   Kubernetes   2 tenants

		  ✖ critical net-no-world-ssh  SecGroupRule registry-office-admin-ssh
		             network.adminFrom  environment.yaml:17
		             Port 22 is open to every address (0.0.0.0/0). Supports
		             GDPR 32(1)(b), SecNumCloud 13.2.
		             Name the addresses that administrators come from in
		             network.adminFrom, for example 192.0.2.0/28.
		  ✖ high     pod-image-digest  Deployment passports/web
		             services.passports.run.image  environment.yaml:31
		             The image is named by a tag, so what runs tomorrow may not be what
		             was checked today. Supports NIS2 21.2(d), GDPR 32(1)(b).
		             Write registry.saint-exemple.example/passports@sha256:… instead of
		             registry.saint-exemple.example/passports:latest.
		  ○ high     supplier-registry  CronJob passports/reminders
		             services.passports.jobs.reminders.image  environment.yaml:36
		             Accepted: The registry mirror.supplier.example is operated under
		             the law of a third country
		  ? high     volume-encrypted  2 resources
		             services.registry-office.run.machines  environment.yaml:44
		             Volume registry-office-data-0
		             Volume registry-office-data-1
		             the volume type is known after \`up\`
		  ✖ medium   pod-memory-limit  2 resources
		             services.passports.run  environment.yaml:30
		             CronJob passports/reminders
		             Deployment passports/web
		             The container has no memory limit. Supports GDPR 32(1)(b).
		             Set run.memory, for example 512Mi.

		  ? not visible: Rules of the security group \`default\`: Neutron makes them
		                 itself; no plan holds them. \`socle drift\` reads them.

		  85 resources · 11 controls · 21 passed · 4 failed · 2 unknown · 1 accepted ·
		  6 resources of 2 types looked at by no control
		  Not looked at: RecordSet 4, ContainerV1 2
		  Next: fix the 2 findings above of severity high or more, then \`socle preview\`
		"
	`);
});

test("a wide terminal has one line a finding", () => {
	const [head] = lines(render(REPORT, CONTEXT, options({ width: 160 }))).filter((line) => line.includes("net-no-world-ssh"));
	expect(head).toBe("  ✖ critical net-no-world-ssh   SecGroupRule registry-office-admin-ssh  network.adminFrom  environment.yaml:17");
});

test("without an environment the sources stand at the head, and there is no next command to carry on with", () => {
	const text = render(CLEAN, {}, options());
	expect(text).toMatchInlineSnapshot(`
		"  environment   85 resources   town-hall/environment.yaml

		  85 resources · 11 controls · 21 passed · 0 failed
		  Next: \`--output report.html\` writes a page to hand on
		"
	`);
});

test("a clean run fits on one screen, however much is not looked at", () => {
	const coverage = Array.from({ length: 200 }, (_, index) => ({ type: `openstack:family/kind:Kind${index}`, resources: 7, controls: 0 }));
	const text = render(buildReport(input({ results: [], coverage })), CONTEXT, options());
	expect(lines(text).length).toBeLessThanOrEqual(24);
	expect(text).toContain("195 more types");
});

describe("colour", () => {
	test("adds nothing but colour", () => {
		expect(stripVTControlCharacters(render(REPORT, CONTEXT, options({ color: true })))).toBe(render(REPORT, CONTEXT, options()));
	});
	test("is absent where it is not wanted", () => {
		expect(render(REPORT, CONTEXT, options())).not.toContain("\u001b");
		expect(render(REPORT, CONTEXT, options({ color: true }))).toContain("\u001b");
	});
});

test("prose is wrapped to the width; what has no place to break stays whole", () => {
	for (const width of [60, 80, 100]) {
		for (const line of lines(render(REPORT, CONTEXT, options({ width })))) {
			const words = line.trim().split(/\s+/);
			expect(line.length <= width || words.length <= 3, line).toBe(true);
		}
	}
});

test("quiet prints one line for each finding and each unknown, and nothing else", () => {
	expect(render(REPORT, CONTEXT, options({ quiet: true }))).toMatchInlineSnapshot(`
		"✖ critical net-no-world-ssh  SecGroupRule registry-office-admin-ssh  network.adminFrom  environment.yaml:17
		✖ high     pod-image-digest  Deployment passports/web                services.passports.run.image  environment.yaml:31
		? high     volume-encrypted  Volume registry-office-data-0           services.registry-office.run.machines  environment.yaml:44
		? high     volume-encrypted  Volume registry-office-data-1           services.registry-office.run.machines  environment.yaml:44
		✖ medium   pod-memory-limit  CronJob passports/reminders             services.passports.run  environment.yaml:30
		✖ medium   pod-memory-limit  Deployment passports/web                services.passports.run  environment.yaml:30
		"
	`);
	expect(render(CLEAN, CONTEXT, options({ quiet: true }))).toBe("");
});

test("all names the passes too, one line each", () => {
	const report = buildReport(input({ all: true }));
	const passed = lines(render(report, CONTEXT, options({ all: true, width: 200 }))).filter((line) => line.startsWith("  ✔"));
	expect(passed).toHaveLength(report.summary.pass);
});

describe("resources with the same finding", () => {
	const cause = { file: "environment.yaml", line: 9, key: "services.passports.run" };
	const many = (count: number, line: (index: number) => number) =>
		buildReport(
			input({
				results: Array.from({ length: count }, (_, index) =>
					result("pod-memory-limit", "fail", {
						resource: kubernetes("v1/Pod", "passports", `pod-${String(index).padStart(3, "0")}`),
						message: "No limit",
						remediation: "Set one.",
						cause: { ...cause, line: line(index) },
					}),
				),
			}),
		);
	test("are told once, and counted where they are many", () => {
		const text = render(
			many(100, () => 9),
			{},
			options(),
		);
		expect(text.match(/No limit/g)).toHaveLength(1);
		expect(text.match(/environment.yaml:9/g)).toHaveLength(1);
		expect(text).toContain("100 resources");
		expect(text.match(/Pod passports/g)).toHaveLength(4);
		expect(text).toContain("and 96 more");
		expect(text).toContain("100 failed");
	});
	test("keep their own places", () => {
		const text = render(
			many(3, (index) => index + 1),
			{},
			options(),
		);
		expect(text).toMatch(/pod-000 {2}services.passports.run {2}environment.yaml:1\n/);
		expect(text).toMatch(/pod-002 {2}services.passports.run {2}environment.yaml:3\n/);
	});
	test("are all named with all", () => {
		expect(
			render(
				many(100, () => 9),
				{},
				options({ all: true }),
			).match(/Pod passports/g),
		).toHaveLength(100);
	});
});

test.each([
	["fails at the threshold", {}, "fix the 2 findings above of severity high or more, then `socle preview`"],
	["a lower threshold", { failOn: "low" }, "fix the 4 findings above, then `socle preview`"],
	["only lesser fails", { failOn: "never" }, "`socle preview`; what was found lies below the threshold, and can be planned for"],
] as const)("what to do next: %s", (_, change, expected) => {
	const text = render(REPORT, { ...CONTEXT, ...change }, options({ width: 200 }));
	expect(lines(text).at(-1)).toBe(`  Next: ${expected}`);
});

test("what could not be read comes first in what to do", () => {
	const report = buildReport(input({ errors: [{ path: "web.yaml", line: 3, message: "is not YAML" }] }));
	const text = render(report, CONTEXT, options({ width: 200 }));
	expect(text).toContain("not read: web.yaml:3: is not YAML");
	expect(lines(text).at(-1)).toMatch(/^ {2}Next: repair what could not be read/);
});

describe("a name from a hostile file", () => {
	test.each(Object.entries(HOSTILE_TEXTS))("%s moves no cursor, turns no text and forges no line", (_, text) => {
		const hostile = result("pod-image-digest", "fail", {
			resource: { ...openstack("openstack:compute/instance:Instance", text), id: text, namespace: text, service: text },
			message: text,
			remediation: "Rename it.",
			cause: { file: text, line: 1, key: text },
		});
		const report = buildReport(
			input({ results: [hostile], errors: [{ path: text, message: text }], notVisible: [{ what: text, why: text }] }),
		);
		const context = {
			...CONTEXT,
			environment: { ...CONTEXT.environment!, name: text, organisation: text },
			layers: [{ name: text, resources: 1 }],
		};
		for (const quiet of [true, false]) {
			const printed = render(report, context, options({ quiet }));
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
			expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
			expect(printed.isWellFormed()).toBe(true);
			expect(printed.match(/^\s*✖ (critical|high|medium|low)/gm)).toEqual([expect.stringContaining("high")]);
		}
	});
});
