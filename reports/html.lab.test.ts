import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildReport } from "./build.ts";
import { render } from "./html.ts";
import { CLEAN, CONTEXT, HOSTILE_TEXTS, input, kubernetes, REPORT, result } from "./test-data.ts";

/** The page in a real browser, opened from a file with the network off. Needs Debian's package `chromium`. */

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const manyAlike = Array.from({ length: 40 }, (_, index) =>
	result("pod-memory-limit", "fail", {
		resource: kubernetes("v1/Pod", "passports", `pod-${index}`),
		message: "No limit",
		remediation: "Set one.",
	}),
);
const hostile = Object.values(HOSTILE_TEXTS).flatMap((text) =>
	(["fail", "unknown", "waived"] as const).map((verdict) =>
		result("pod-image-digest", verdict, {
			resource: kubernetes("v1/Pod", text, text),
			message: text,
			cause: { file: text, line: 1, key: text },
		}),
	),
);
const PAGES = {
	findings: render(REPORT, CONTEXT),
	everything: render(buildReport(input({ all: true, results: [...input().results, ...manyAlike] })), CONTEXT),
	clean: render(CLEAN, {}),
	hostile: render(
		buildReport(input({ results: hostile, errors: [{ path: HOSTILE_TEXTS.long, line: 1, message: HOSTILE_TEXTS.script }] })),
		CONTEXT,
	),
};
type PageName = keyof typeof PAGES;

const LOOKS: Record<string, BrowserContextOptions & { print?: boolean }> = {
	light: { viewport: { width: 1200, height: 900 } },
	dark: { viewport: { width: 1200, height: 900 }, colorScheme: "dark" },
	phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
	print: { viewport: { width: 794, height: 1123 }, print: true },
};

let browser: Browser;
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "socle-html-"));
	for (const [name, html] of Object.entries(PAGES)) await writeFile(join(folder, `${name}.html`), html);
	// Chromium's own sandbox refuses to run as root, which is what the lab runs as.
	browser = await chromium.launch({ executablePath: "/usr/bin/chromium", chromiumSandbox: process.getuid?.() !== 0 });
});
afterAll(async () => {
	await browser?.close();
	await rm(folder, { recursive: true });
});

/** Opens a page; whatever it says on the console, throws or asks of the network ends up in `complaints`. */
async function open(name: PageName, { print, ...look }: (typeof LOOKS)[string] = LOOKS["light"]!) {
	const context = await browser.newContext(look);
	await context.setOffline(true);
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
	page.on("pageerror", (error) => complaints.push(String(error)));
	page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`) && void dialog.dismiss());
	await context.route("**", (route) => {
		if (route.request().url().startsWith("file:")) return route.continue();
		complaints.push(`request: ${route.request().url()}`);
		return route.abort();
	});
	if (print) await page.emulateMedia({ media: "print" });
	await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
	return { page, complaints, close: () => context.close() };
}

interface Violation {
	id: string;
	help: string;
	nodes: { html: string; failureSummary: string }[];
}

/** All of axe's rules. Its script is run by the debugger, which the page's own policy does not bind. */
async function violations(page: Page): Promise<string[]> {
	await page.evaluate((await import("node:fs")).readFileSync(AXE, "utf8"));
	const found = await page.evaluate<{ violations: Violation[] }>("axe.run(document, { resultTypes: ['violations'] })");
	return found.violations.map(
		({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `${node.html}\n${node.failureSummary}`).join("\n")}`,
	);
}

describe.each(Object.keys(PAGES) as PageName[])("the page with %s", (name) => {
	test.each(Object.entries(LOOKS))("%s: quiet on the console, silent on the network, open to everybody", async (_, look) => {
		const { page, complaints, close } = await open(name, look);
		for (const details of await page.locator("details").all()) await details.evaluate((element) => element.setAttribute("open", ""));
		expect(await violations(page)).toEqual([]);
		expect(complaints).toEqual([]);
		const { wide, room } = await page.evaluate<{ wide: number; room: number }>(
			"({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth })",
		);
		expect(wide, "nothing sticks out to the side").toBeLessThanOrEqual(room);
		await close();
	});
});

describe("by keyboard", () => {
	const focused = (page: Page) =>
		page.evaluate<string>(`(() => { const e = document.activeElement; return e.id || e.textContent.trim().replace(/\\s+/g, " "); })()`);

	test("the first stop skips to the findings, and everything that acts is reached in reading order", async () => {
		const { page, close } = await open("findings");
		const stops: string[] = [];
		for (let press = 0; press < 12; press++) {
			await page.keyboard.press("Tab");
			stops.push(await focused(page));
			if (press === 0)
				expect(await page.locator(".skip").evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
		}
		expect(stops).toEqual([
			"Skip to the findings",
			"By service",
			"By legal article",
			"By severity",
			"Findings (4)",
			"What this report does not say",
			"Accepted risks (1)",
			"What was checked",
			"2 clauses with nothing open",
			"severity-all",
			"service-all",
			"11 controls applied",
		]);
		await close();
	});

	test("the filters work without a script, and together", async () => {
		const { page, close } = await open("findings");
		const shown = async () =>
			await page.locator(".card").evaluateAll((cards) => cards.filter((card) => card.checkVisibility()).map(({ id }) => id));
		const all = ["finding-net-no-world-ssh", "finding-pod-image-digest", "finding-pod-memory-limit"];
		expect(await shown()).toEqual(all);
		await page.locator("#severity-all").focus();
		await page.keyboard.press("ArrowDown");
		await expect.poll(shown).toEqual(["finding-net-no-world-ssh"]);
		await page.keyboard.press("ArrowDown");
		expect(await shown()).toEqual(["finding-pod-image-digest"]);
		await page.locator("#severity-all").check();
		await page.getByLabel("registry-office (1)").check();
		expect(await shown()).toEqual(["finding-net-no-world-ssh"]);
		await page.emulateMedia({ media: "print" });
		expect(await shown(), "paper has them all").toEqual(all);
		await close();
	});
});

test("paper shows what the screen folds away", async () => {
	const { page, close } = await open("everything", LOOKS["print"]);
	const hidden = await page
		.locator("details li, details td, details dd")
		.evaluateAll((elements) => elements.filter((element) => !element.checkVisibility()).length);
	expect(hidden).toBe(0);
	expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe("%PDF-");
	await close();
});
