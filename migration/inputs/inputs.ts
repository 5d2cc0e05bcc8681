import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { LineCounter, parseAllDocuments } from "yaml";
import { UserError } from "../../errors.ts";
import { readArtefacts } from "../../inventory/artefacts.ts";
import { decoded } from "../../inventory/decoded.ts";
import type { Estate } from "../estate.ts";
import { itemOf } from "../estate.ts";
import { composeResources, isCompose } from "./compose.ts";
import type { Portfolio } from "./portfolio.ts";
import { EMPTY_PORTFOLIO, PORTFOLIO, readPortfolio } from "./portfolio.ts";
import { isRvtools, rvtoolsResources } from "./rvtools.ts";
import type { Sheet } from "./spreadsheet.ts";
import { readCsv, readWorkbook } from "./spreadsheet.ts";

/** Everything that was named, read into one estate, and the portfolio beside it. */
export interface Inputs {
	estate: Estate;
	portfolio: Portfolio;
	/** Path of the portfolio, where there is one. */
	portfolioFile?: string;
}

/**
 * Reads artefacts of any kind: Terraform state and plan, manifests, compose files, RVTools exports, a portfolio.
 * @throws {UserError} (exit 2) where a path names nothing, or nothing at all could be read
 */
export async function readInputs(paths: readonly string[], stdin?: () => Promise<Buffer>): Promise<Inputs> {
	const estate: Estate = { inputs: [], items: [], errors: [], notVisible: [] };
	const rest: string[] = [];
	let portfolioFile: string | undefined;
	const tables: { path: string; sheets: Sheet[] }[] = [];
	for (const path of new Set(paths)) {
		if (path === "-" || path.includes("://")) {
			rest.push(path);
			continue;
		}
		if (!existsSync(path))
			throw new UserError(`there is nothing at ${path}.`, { next: "Name a file or a folder that is there, or - for standard input." });
		const folder = statSync(path).isDirectory();
		const own = folder ? await filesBelow(path) : [path];
		let other = 0;
		for (const file of own) {
			const kind = await kindOf(file);
			if (kind === "portfolio") {
				if (portfolioFile !== undefined && resolve(portfolioFile) !== resolve(file))
					throw new UserError(`there are two portfolios: ${portfolioFile} and ${file}.`, { next: "Name one of them." });
				portfolioFile = file;
			} else if (kind === "migration") continue;
			else if (kind === "other") {
				other++;
				rest.push(file);
			} else
				await reading(estate, file, async () => {
					if (kind.kind === "compose") addCompose(estate, file, kind.text);
					else
						tables.push({
							path: file,
							sheets: kind.kind === "csv" ? [await readCsv(kind.text, file)] : await readWorkbook(kind.bytes, file),
						});
				});
		}
		if (folder && own.length === other && other === 0) rest.push(path);
	}
	for (const { folder, files, sheets } of joined(tables)) addTables(estate, folder, files, sheets);
	for (const path of rest) await addArtefacts(estate, path, stdin);
	distinct(estate);
	if (estate.items.length === 0 && estate.errors.length > 0)
		throw new UserError("nothing was assessed.", {
			problems: estate.errors.map(({ path, line, message }) => ({ file: path, ...(line === undefined ? {} : { line }), message })),
			next: "Name a Terraform state or plan (terraform show -json), manifests, a compose file or an RVTools export.",
		});
	return {
		estate,
		portfolio: portfolioFile === undefined ? EMPTY_PORTFOLIO : readPortfolio(portfolioFile),
		...(portfolioFile !== undefined && { portfolioFile }),
	};
}

const OPENED = /\.(ya?ml|json|tfstate|gz|xlsx|csv)$/i;

async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found: string[] = [];
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
		if (entry.isDirectory()) found.push(...(await filesBelow(path)));
		else if (OPENED.test(entry.name)) found.push(path);
	}
	return found;
}

type Kind =
	| "portfolio"
	| "migration"
	| "other"
	| { kind: "compose"; text: string }
	| { kind: "csv"; text: string }
	| { kind: "xlsx"; bytes: Buffer };

/** What a file is, by what it holds; endings only say what is worth opening. */
async function kindOf(file: string): Promise<Kind> {
	if (/\.(xlsx|csv)$/i.test(file)) {
		const bytes = await readFile(file);
		if (/\.xlsx$/i.test(file)) return { kind: "xlsx", bytes };
		const text = decoded(bytes);
		return typeof text === "string" ? { kind: "csv", text } : "other";
	}
	if (!/\.ya?ml$/i.test(file) || statSync(file).size > 8 * 2 ** 20) return "other";
	const text = decoded(await readFile(file));
	if (typeof text !== "string") return "other";
	if (PORTFOLIO.test(text)) return "portfolio";
	if (/^apiVersion: socle-migration-plan\/v1$/m.test(text)) return "migration";
	if (!/^["']?services["']?[ \t]*:/m.test(text) || /^["']?(apiVersion|kind)["']?[ \t]*:/m.test(text)) return "other";
	return { kind: "compose", text };
}

async function reading(estate: Estate, path: string, read: () => Promise<void>): Promise<void> {
	try {
		await read();
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		const problems = error.problems.length > 0 ? error.problems : [{ message: error.message }];
		for (const { line, message } of problems) estate.errors.push({ path, ...(line === undefined ? {} : { line }), message });
	}
}

const digest = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

function addCompose(estate: Estate, path: string, text: string): void {
	const lines = new LineCounter();
	const documents = parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: "error" });
	const [document] = Array.isArray(documents) ? documents : [];
	const [error] = document?.errors ?? [];
	if (document === undefined || error !== undefined) {
		estate.errors.push({
			path,
			...(error === undefined ? {} : { line: lines.linePos(error.pos[0]).line }),
			message: "this compose file is no YAML that can be read.",
		});
		return;
	}
	const content: unknown = document.toJS({ maxAliasCount: 1000 });
	if (!isCompose(content)) {
		estate.errors.push({ path, message: "this has services but is no compose file: services is not a mapping." });
		return;
	}
	const named = typeof content["name"] === "string" ? content["name"] : undefined;
	const base = basename(path).replace(/\.ya?ml$/i, "");
	const project = named ?? (/^(docker-)?compose([.-]|$)/.test(base) ? basename(dirname(resolve(path))) : base);
	const lineOf = (keys: readonly string[]): number => {
		const node = document.getIn(keys, true) as { range?: [number, number, number] } | undefined;
		return node?.range === undefined ? 1 : lines.linePos(node.range[0]).line;
	};
	const resources = composeResources(content, path, project.toLowerCase().replace(/[^a-z0-9-]+/g, "-"), lineOf);
	estate.inputs.push({ path, kind: "compose", sha256: digest(text), resources: resources.length });
	for (const resource of resources) estate.items.push(itemOf(resource, path));
}

/** CSV exports are a file a sheet: those of one folder belong together. */
function joined(tables: readonly { path: string; sheets: Sheet[] }[]): { folder: string; files: string[]; sheets: Sheet[] }[] {
	const csv = Map.groupBy(
		tables.filter(({ path }) => /\.csv$/i.test(path)),
		({ path }) => dirname(path),
	);
	return [
		...tables.filter(({ path }) => !/\.csv$/i.test(path)).map(({ path, sheets }) => ({ folder: path, files: [path], sheets })),
		...[...csv].map(([folder, of]) => ({ folder, files: of.map(({ path }) => path), sheets: of.flatMap(({ sheets }) => sheets) })),
	];
}

function addTables(estate: Estate, folder: string, files: readonly string[], sheets: readonly Sheet[]): void {
	if (!isRvtools(sheets)) {
		for (const path of files)
			estate.errors.push({ path, message: "these tables are not an export of RVTools: no sheet has the columns VM and Powerstate." });
		return;
	}
	const [first = folder] = files;
	const resources = rvtoolsResources(sheets, first);
	for (const path of files) estate.inputs.push({ path, kind: "rvtools", resources: path === first ? resources.length : 0 });
	for (const resource of resources) estate.items.push(itemOf(resource, first));
}

async function addArtefacts(estate: Estate, path: string, stdin?: () => Promise<Buffer>): Promise<void> {
	const inventory = await readArtefacts([path], {
		environment: ({ path }) => ({
			inputs: [],
			resources: [],
			notVisible: [{ what: path, why: "an environment of Socle is no estate to leave" }],
			errors: [],
		}),
		...(stdin === undefined ? {} : { stdin }),
	});
	estate.inputs.push(...inventory.inputs);
	estate.errors.push(...inventory.errors);
	estate.notVisible.push(...inventory.notVisible);
	for (const resource of inventory.resources) if (!resource.type.startsWith("socle/")) estate.items.push(itemOf(resource, path));
}

/** Two inputs may use the same address: then the input's name stands before it, and dependencies stay within an input. */
function distinct(estate: Estate): void {
	const seen = new Map<string, Set<string>>();
	for (const { id, input } of estate.items) seen.set(id, (seen.get(id) ?? new Set()).add(input));
	for (const item of estate.items) {
		const clash = (id: string): boolean => (seen.get(id)?.size ?? 0) > 1;
		const within = (id: string): string => `${basename(item.input)}:${id}`;
		if (!clash(item.resource.id) && !item.resource.dependsOn.some(clash)) continue;
		item.resource = { ...item.resource, dependsOn: item.resource.dependsOn.map((id) => (clash(id) ? within(id) : id)) };
		if (clash(item.resource.id)) item.id = within(item.resource.id);
	}
	estate.items.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
