/**
 * Changes the checks of the controls in small ways, one after the other, and says which changes the controls' own examples do not notice.
 *
 *     npm run mutate                  every control, with the semantics that they share
 *     npm run mutate -- net-no-world-ssh compute      a control, a family
 *
 * Changed are the bodies of `check`, the functions of the same file that they call, and the modules of `policies/` that they import: no
 * texts, no metadata, no examples. Takes minutes for a family and hours for all; not part of `npm test`. The tool, Stryker, is installed beside
 * this file when it is first needed, by its own lock file: nobody else has to download it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");
const wanted = process.argv.slice(2);
const files = globSync("policies/controls/*/*.ts", { cwd: root }).filter(
	(file) => wanted.length === 0 || wanted.includes(basename(file, ".ts")) || wanted.includes(basename(dirname(file))),
);
if (files.length === 0) {
	process.stderr.write(`No control or family is called ${wanted.join(" or ")}.\n`);
	process.exit(2);
}
/** What judges rather than what is judged; tested by its own tests. */
const MACHINERY = ["control", "evaluate", "frameworks", "guard", "joins", "self-test"];

const shared = new Set();
const ranges = files.flatMap((file) => checkOf(parsed(file)).map((node) => rangeOf(file, node)));
for (const file of files) importsOf(file).forEach(collect);
const config = {
	testRunner: "vitest",
	vitest: { configFile: "vitest.config.ts", related: false },
	plugins: ["@stryker-mutator/vitest-runner", join(import.meta.dirname, "texts.js")],
	ignorers: ["texts"],
	mutate: [...ranges, ...(wanted.length === 0 ? shared : [])],
	ignorePatterns: ["/dist", "/.lab", "/engine/source", "/lab", "/docs", "/examples", "/test", "/report.html"],
	ignoreStatic: true,
	mutator: { excludedMutations: ["StringLiteral"] },
	coverageAnalysis: "perTest",
	testFiles: [
		"policies/controls.test.ts",
		...[...shared].map((file) => file.replace(/ts$/, "test.ts")).filter((file) => existsSync(join(root, file))),
	],
	reporters: ["progress-append-only", "clear-text", "json"],
	clearTextReporter: { reportTests: false, reportMutants: true, skipFull: true, allowEmojis: false },
	jsonReporter: { fileName: "node_modules/.cache/stryker/mutation.json" },
	tempDirName: ".stryker-tmp",
	concurrency: Number(process.env.SOCLE_MUTATE_CONCURRENCY ?? 2),
	thresholds: { high: 95, low: 90, break: 90 },
	checkers: [],
	disableTypeChecks: false,
};
const place = join(root, "node_modules/.cache/stryker");
mkdirSync(place, { recursive: true });
writeFileSync(join(place, "config.json"), JSON.stringify(config, undefined, "\t"));
const stryker = join(import.meta.dirname, "node_modules/@stryker-mutator/core/bin/stryker.js");
if (!existsSync(stryker)) {
	const { status } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: import.meta.dirname, stdio: "inherit" });
	if (status !== 0) process.exit(3);
}
const only = wanted.length === 0 ? {} : { SOCLE_MUTATED: files.map((file) => basename(file, ".ts")).join(",") };
const { status } = spawnSync(process.execPath, [stryker, "run", join(place, "config.json")], {
	cwd: root,
	stdio: "inherit",
	env: { ...process.env, ...only },
});
process.exit(status ?? 1);

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

/** `file:line:column-line:column`, as Stryker wants it: lines from 1, columns from 0. */
function rangeOf(file, node) {
	const source = node.getSourceFile();
	const [from, to] = [node.getStart(), node.getEnd()].map((at) => source.getLineAndCharacterOfPosition(at));
	return `${file}:${from.line + 1}:${from.character}-${to.line + 1}:${to.character}`;
}

/** Modules of `policies/` itself that a file takes values from. */
function importsOf(file) {
	return parsed(file).statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly) return [];
		const path = relative(root, join(root, dirname(file), statement.moduleSpecifier.text));
		return /^policies\/[\w-]+\.ts$/.test(path) && !MACHINERY.includes(basename(path, ".ts")) ? [path] : [];
	});
}

function collect(file) {
	if (shared.has(file)) return;
	shared.add(file);
	importsOf(file).forEach(collect);
}
