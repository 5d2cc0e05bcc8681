/**
 * `npm run new control <id> [-- --family NAME] [-- --list openstack|pods|workloads|access|clusters|sovereignty]`: writes the file of a control and puts it into
 * the catalogue. What is still missing is what `npx vitest run policies -t <id>` says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const LISTS = ["openstack", "pods", "workloads", "access", "clusters", "sovereignty"];
const root = process.env.SOCLE_ROOT ?? join(import.meta.dirname, "..");
const catalogue = (list) => join(root, `policies/catalogue/${list}.ts`);

const { positionals, values } = read();
const [what, id = ""] = positionals;
if (what !== "control" || positionals.length !== 2) stop("Say what to make: npm run new control <id>.");
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id))
	stop(`"${id}" is no id: lower case words joined by hyphens, the family first, e.g. net-no-world-ssh.`);
const family = values.family ?? id.split("-")[0];
const list = values.list ?? LISTS.find((name) => readFileSync(catalogue(name), "utf8").includes(`"../controls/${family}/`));
if (!LISTS.includes(list)) stop(`No list holds the family ${family} yet: add -- --list ${LISTS.join(" or ")}.`);
const file = `policies/controls/${family}/${id}.ts`;
if (existsSync(join(root, file))) stop(`${file} is there already.`);

mkdirSync(dirname(join(root, file)), { recursive: true });
writeFileSync(join(root, file), template());
writeFileSync(catalogue(list), listed(readFileSync(catalogue(list), "utf8")));
process.stdout.write(`${file}\npolicies/catalogue/${list}.ts\nNext: npx vitest run policies/controls.test.ts -t ${id}\n`);

function template() {
	return `import type { Control } from "../../control.ts";

const control: Control = {
	id: "${id}",
	family: "${family}",
	severity: "medium",
	title: "",
	rationale: "",
	remediation: "",
	references: [],
	appliesTo: [],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(_subject, _context) {},
	examples: { pass: [], fail: [] },
};
export default control;
`;
}

/** The list with the control's import and name, both in their order. */
function listed(text) {
	const name = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
	const line = `import ${name} from "../controls/${family}/${id}.ts";`;
	const lines = text.split("\n");
	const imports = lines.filter((each) => each.includes('from "../controls/'));
	const first = lines.findIndex((each) => each.includes('from "../controls/'));
	const path = (each) => each.slice(each.indexOf('"'));
	lines.splice(first, imports.length, ...[...imports, line].sort((a, b) => (path(a) < path(b) ? -1 : 1)));
	const head = lines.join("\n");
	const start = head.lastIndexOf("= [") + 3;
	const end = head.indexOf("]", start);
	const names = [...head.slice(start, end).split(","), name].map((each) => each.trim()).filter(Boolean);
	return `${head.slice(0, start)}\n${names
		.sort()
		.map((each) => `\t${each},\n`)
		.join("")}${head.slice(end)}`;
}

function read() {
	try {
		return parseArgs({ allowPositionals: true, options: { family: { type: "string" }, list: { type: "string" } } });
	} catch (error) {
		return stop(error.message);
	}
}

function stop(message) {
	process.stderr.write(`${message}\n`);
	process.exit(2);
}
