import { existsSync, globSync, realpathSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UserError } from "../errors.ts";
import { catalogue } from "./catalogue.ts";
import type { AnyControl } from "./control.ts";
import { isFile } from "./pack/pack.ts";
import type { Pack } from "./packs/pack.ts";

/** What `--pack` names: one of Socle's by its name, or a file: `./town.ts`, `packs/town.js`. */
export async function packOf(name: string): Promise<string | Pack> {
	return isFile(name) ? packAt(name) : name;
}

const MODULE = /\.[cm]?[jt]s$/;
const LIKE =
	"A pack is { name, title, controls: [{ control, parameters? }] }, the default export of its file; 'socle/policies' has the types.";

/**
 * A pack that an organisation keeps in its own repository. The file is code and is run.
 * @throws UserError (exit 2) for a file that is not there, does not run, or holds no pack
 */
export async function packAt(file: string): Promise<Pack> {
	const found = await load(file);
	if (!isPack(found)) throw refused(file, "its default export is no pack.");
	const bySame = Map.groupBy(found.controls, ({ control }) => control.id);
	for (const [id, entries] of bySame) {
		if (entries.length > 1) throw refused(file, `it has the control ${id} twice.`);
		const shipped = catalogue.find((control) => control.id === id);
		if (shipped !== undefined && shipped !== entries[0]?.control)
			throw refused(file, `its control ${id} has the name of one of Socle's; reports and waivers could not tell them apart.`);
	}
	return found;
}

/** A control with the file that holds it; none where it came as part of a pack. */
export interface OwnControl {
	control: AnyControl;
	file?: string;
}

/**
 * The organisation's own controls below a path: a file of a control, a pack's file, or a folder of either.
 * @throws UserError (exit 2) where there are none, or a file can't be read
 */
export async function controlsAt(path: string): Promise<OwnControl[]> {
	if (!existsSync(path)) throw refused(path, "there is nothing there.");
	const isFolder = statSync(path).isDirectory();
	const files = isFolder ? modulesBelow(path) : [path];
	const found = new Map<AnyControl, OwnControl>();
	for (const file of files) {
		const value = await load(file);
		if (isControl(value)) found.set(value, { control: value, file });
		else if (isPack(value)) {
			for (const { control } of value.controls) if (!catalogue.includes(control) && !found.has(control)) found.set(control, { control });
		} else if (!isFolder) throw refused(file, "its default export is neither a control nor a pack.");
	}
	if (found.size === 0) throw refused(path, "it holds no control of its own.");
	return [...found.values()].sort((a, b) => (a.control.id < b.control.id ? -1 : 1));
}

function modulesBelow(folder: string): string[] {
	const all = globSync("**/*.{ts,js,mts,mjs}", { cwd: folder, exclude: ["**/node_modules/**", "**/*.test.*", "**/*.d.*"] });
	return all.map((file) => join(folder, file)).sort();
}

async function load(file: string): Promise<unknown> {
	if (!existsSync(file) || !statSync(file).isFile()) throw refused(file, "there is no such file.");
	if (!MODULE.test(file)) throw refused(file, `${extname(file) || "it"} is no module: expected is .ts or .js.`);
	toThisSocle();
	try {
		return ((await import(pathToFileURL(realpathSync(resolve(file))).href)) as { default?: unknown }).default;
	} catch (error) {
		throw refused(file, `it does not run: ${(error as Error).message}`);
	}
}

let hooked = false;

/**
 * Whatever `socle/policies` an organisation's file would find, it gets the one that runs: controls, unknown values and secrets are told
 * apart by their class, and two copies would not know each other's. So its repository needs no installed copy but for its editor.
 */
function toThisSocle(): void {
	if (hooked) return;
	hooked = true;
	const own = extname(fileURLToPath(import.meta.url));
	registerHooks({
		resolve(specifier, context, next) {
			const [found, control = "/index"] = /^socle\/policies(\/controls\/[\w-]+\/[\w-]+)?$/.exec(specifier) ?? [];
			if (found === undefined) return next(specifier, context);
			return { url: new URL(`.${control}${own}`, import.meta.url).href, shortCircuit: true };
		},
	});
}

function isPack(value: unknown): value is Pack {
	const { name, title, controls } = (value ?? {}) as Partial<Pack>;
	if (typeof name !== "string" || typeof title !== "string" || !Array.isArray(controls)) return false;
	return controls.length > 0 && controls.every((entry) => isControl((entry as { control?: unknown } | null)?.control));
}

/** What the evaluator touches of a control is there, so that a slip in an own one ends in words. */
function isControl(value: unknown): value is AnyControl {
	const { id, severity, check, examples, references, sources, appliesTo } = (value ?? {}) as Partial<AnyControl>;
	const lists = [examples?.pass, examples?.fail, references, sources];
	if (typeof id !== "string" || typeof severity !== "string" || typeof check !== "function") return false;
	return lists.every(Array.isArray) && (typeof appliesTo === "function" || Array.isArray(appliesTo));
}

function refused(file: string, message: string): UserError {
	return new UserError("1 problem; nothing was judged.", { problems: [{ file, message }], next: LIKE });
}
