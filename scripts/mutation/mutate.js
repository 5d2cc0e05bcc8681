/**
 * Changes the checks of the controls in small ways, one after the other, and says which changes the controls' own examples do not notice.
 *
 *     npm run mutate                                      every control
 *     npm run mutate -- net-no-world-ssh compute          a control, a family
 *     npm run mutate -- --shared policies/world.ts net    a module that these controls share
 *
 * Changed are the bodies of `check` and the functions of the same file that they call: no texts, no metadata, no examples. Stryker's
 * instrumenter writes all changes into a copy of the sources, each behind a switch; one process then judges the examples with one switch
 * after the other, as `policies/controls.test.ts` does. Seconds for all; not part of `npm test`. The instrumenter is installed beside this file
 * when it is first needed, by its own lock file: nobody else has to download it. Exit 1 below 90 %.
 */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");
const { values, positionals } = parseArgs({ options: { shared: { type: "string", multiple: true, default: [] } }, allowPositionals: true });
const files = globSync("policies/controls/*/*.ts", { cwd: root }).filter(
	(file) => positionals.length === 0 || positionals.includes(basename(file, ".ts")) || positionals.includes(basename(dirname(file))),
);
if (files.length === 0) {
	process.stderr.write(`No control or family is called ${positionals.join(" or ")}.\n`);
	process.exit(2);
}
if (!existsSync(join(import.meta.dirname, "node_modules/@stryker-mutator/instrumenter"))) {
	const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--loglevel=error"], { cwd: import.meta.dirname, stdio: "inherit" });
	if (status !== 0) process.exit(3);
}

const tree = mkdtempSync(join(tmpdir(), "socle-mutation-"));
try {
	for (const part of ["policies", "inventory", "facts", "environment", "reports", "errors.ts", "package.json"])
		cpSync(join(root, part), join(tree, part), { recursive: true });
	symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
	const mutants = await instrumented();
	const workers = Number(process.env.SOCLE_MUTATE_CONCURRENCY ?? availableParallelism());
	const ids = files.map((file) => basename(file, ".ts"));
	const results = await Promise.all(Array.from({ length: workers }, (_, share) => judged({ mutants, ids, share, workers })));
	report(results.flat());
} finally {
	rmSync(tree, { recursive: true, force: true });
}

/** Writes the changed sources into the copy, and answers what was changed where. */
async function instrumented() {
	const place = join(import.meta.dirname, "node_modules/@stryker-mutator/instrumenter/dist/src");
	const [{ Instrumenter }, { createParser }, { print }, { transform }] = await Promise.all(
		["index.js", "parsers/index.js", "printers/index.js", "transformers/index.js"].map((file) => import(join(place, file))),
	);
	const quiet = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
	const input = [
		...files.map((name) => {
			const source = parsed(name);
			return { name: join(tree, name), content: source.text, mutate: checkOf(source).map(rangeOf) };
		}),
		...values.shared.map((name) => ({ name: join(tree, name), content: readFileSync(join(root, name), "utf8"), mutate: true })),
	];
	const options = { ignorers: [{ shouldIgnore: isMessage }], excludedMutations: ["StringLiteral"], plugins: null, noHeader: false };
	const { files: written, mutants } = await new Instrumenter(quiet, createParser, print, transform).instrument(input, options);
	for (const { name, content } of written) writeFileSync(name, content);
	return mutants
		.filter(({ status }) => status === undefined)
		.map(({ id, fileName, location, mutatorName, replacement }) => ({
			id,
			file: fileName.slice(tree.length + 1),
			line: location.start.line + 1,
			what: mutatorName,
			with: replacement.replace(/\s+/g, " ").slice(0, 100),
		}));
}

/** What a finding says is no part of its verdict: mutants in a `message` are left out, as texts elsewhere are. */
function isMessage({ node }) {
	const name = node.type === "ObjectProperty" ? node.key.name : node.type === "VariableDeclarator" ? node.id.name : undefined;
	return name === "message" ? "a text" : undefined;
}

/** One process judges every `workers`-th mutant. */
function judged(task) {
	const child = spawn(process.execPath, [join(import.meta.dirname, "judge.js"), tree], { stdio: ["pipe", "pipe", "inherit"] });
	child.stdin.end(JSON.stringify(task));
	let out = "";
	child.stdout.on("data", (chunk) => (out += chunk));
	return new Promise((resolve, reject) =>
		child.on("close", (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`judging ended with ${code}`)))),
	);
}

function report(results) {
	const families = Map.groupBy(results, ({ file }) => (file.includes("/controls/") ? basename(dirname(file)) : file));
	for (const { file, line, what, with: by, caught } of results) if (!caught) console.log(`${file}:${line}  ${what} → ${by}`);
	const share = (list) => `${((100 * list.filter(({ caught }) => caught).length) / list.length).toFixed(1)} %`;
	for (const [family, list] of [...families].sort())
		console.log(`${share(list).padStart(7)}  of ${String(list.length).padStart(5)}  ${family}`);
	console.log(`${share(results).padStart(7)}  of ${String(results.length).padStart(5)}  all`);
	process.exitCode = results.filter(({ caught }) => caught).length < results.length * 0.9 ? 1 : 0;
}

function parsed(file) {
	return ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/** The body of `check`, and the functions of the file that it calls, theirs included. */
function checkOf(source) {
	const functions = new Map(source.statements.flatMap(declared));
	const found = new Set();
	const visit = (node) => {
		if (ts.isMethodDeclaration(node) && node.name.getText() === "check") follow(node.body);
		else ts.forEachChild(node, visit);
	};
	const follow = (body) => {
		if (body === undefined || found.has(body)) return;
		found.add(body);
		const parameters = new Set(body.parent.parameters.map(({ name }) => name.getText()));
		const look = (node) => {
			if (ts.isIdentifier(node) && functions.has(node.text) && !parameters.has(node.text)) follow(functions.get(node.text));
			ts.forEachChild(node, look);
		};
		look(body);
	};
	visit(source);
	return [...found];
}

function declared(statement) {
	if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) return [[statement.name.text, statement.body]];
	if (!ts.isVariableStatement(statement)) return [];
	return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
		initializer !== undefined && ts.isArrowFunction(initializer) ? [[name.getText(), initializer.body]] : [],
	);
}

/** Lines and columns from 0. */
function rangeOf(node) {
	const source = node.getSourceFile();
	const [start, end] = [node.getStart(), node.getEnd()].map((at) => {
		const { line, character } = source.getLineAndCharacterOfPosition(at);
		return { line, column: character };
	});
	return { start, end };
}
