import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT, UserError } from "../../errors.ts";
import { Questions } from "../question.ts";

export interface InitFlags {
	to: string;
	yes?: boolean;
	name?: string;
	organisation?: string;
	kind?: string;
	country?: string;
	identifier?: string;
	dpo?: string;
	classification?: string;
	provider?: string;
	cloud?: string;
	region?: string;
	/** Separated by commas. */
	zones?: string;
}

type Flag = Exclude<keyof InitFlags, "to" | "yes">;

/** Asks one question and gives the answer, empty for the default. */
export type Ask = (question: string) => Promise<string>;

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const SCHEMA = fileURLToPath(new URL("../../environment/schema.json", import.meta.url));

/** In the order in which they are asked. */
const QUESTIONS: readonly { flag: Flag; key: string; text: string }[] = [
	{ flag: "name", key: "name", text: "Name of the environment, which every resource's name begins with" },
	{ flag: "organisation", key: "organisation.name", text: "Organisation that answers for the service" },
	{
		flag: "kind",
		key: "organisation.kind",
		text: "Its kind (commune, intercommunality, department, region, ministry, agency, hospital, school, other)",
	},
	{ flag: "country", key: "organisation.country", text: "Its country, in two capital letters" },
	{ flag: "identifier", key: "organisation.identifier", text: "Its number in a public register, such as a SIREN" },
	{ flag: "dpo", key: "organisation.dpo", text: "E-mail address of the data protection officer" },
	{ flag: "classification", key: "sovereignty.classification", text: "Most sensitive data (public, internal, sensitive, restricted)" },
	{ flag: "provider", key: "cloud.provider", text: "Cloud provider, or own" },
	{ flag: "cloud", key: "cloud.cloud", text: "Name of the cloud in your clouds.yaml" },
	{ flag: "region", key: "cloud.region", text: "Region" },
	{ flag: "zones", key: "cloud.zones", text: "Availability zones, separated by commas" },
];

/** `socle init`: an environment from an example. Flags answer questions, `--yes` takes the example's values; an existing file stays as it is. */
export async function run(example = "town-hall", flags: InitFlags, ask?: Ask): Promise<number> {
	const file = join(flags.to, "environment.yaml");
	if (existsSync(file)) throw occupied(file);
	const questions = new Questions();
	const answers = await answered(exampleText(example), file, flags, ask ?? ((question) => questions.ask(question))).finally(() =>
		questions.close(),
	);
	const text = withSchema(answers, file);
	try {
		mkdirSync(flags.to, { recursive: true });
		writeFileSync(file, text, { flag: "wx" });
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "EEXIST") throw occupied(file);
		throw new UserError(`${file} can't be written (${code}).`, { next: "Name a folder that is yours: --to FOLDER", cause: error });
	}
	process.stderr.write(`Wrote ${file}. Its services are those of ${example}: make them yours, and put your own key at cloud.adminKey.\n`);
	process.stderr.write(`Next: \`socle check${flags.to === "." ? "" : ` ${flags.to}`}\`\n`);
	return EXIT.ok;
}

/** The example with every answer in it. A wrong answer on the terminal is asked for again, a wrong flag refused. */
async function answered(source: string, file: string, flags: InitFlags, ask: Ask): Promise<string> {
	const [{ readEnvironmentText }, { facts, knownCountry, knownZones }, { withKeyAfter, withValue }] = await Promise.all([
		import("../../environment/read.ts"),
		import("../../facts/facts.ts"),
		import("../../environment/edit.ts"),
	]);
	const { values } = readEnvironmentText(source, { file });
	const chosen = new Map<Flag, string>(
		QUESTIONS.map(({ flag, key }) => [flag, [values.find((one) => one.key === key)?.value ?? ""].flat().join(",")]),
	);
	const written = (text: string, flag: Flag, key: string, answer: string): string => {
		if (flag === "zones")
			return withValue(
				text,
				key.split("."),
				answer.split(",").map((zone) => zone.trim()),
			);
		const changed = withValue(text, key.split("."), answer);
		return flag === "provider" && answer === "own"
			? withKeyAfter(changed, ["cloud", "provider"], "country", chosen.get("country")!)
			: changed;
	};
	const problemAt = (text: string, key: string): string | undefined => {
		try {
			readEnvironmentText(text, { file, knownCountry, knownZones });
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			return error.problems.find((problem) => problem.key === key || problem.key?.startsWith(`${key}.`))?.message;
		}
		return undefined;
	};
	let text = source;
	let moved = false;
	for (const [index, { flag, key, text: question }] of QUESTIONS.entries()) {
		const provider = chosen.get("provider")!;
		if (moved && flag === "region") chosen.set("region", facts.provider(provider)?.regions?.[0]?.id ?? "RegionOne");
		// Every OpenStack has a zone `nova` until somebody names others.
		if (moved && flag === "zones") chosen.set("zones", knownZones(provider, chosen.get("region")!)?.join(",") ?? "nova");
		for (let given = flags[flag]; ; given = undefined) {
			const asked = given === undefined && !flags.yes;
			const answer =
				given ??
				((asked && (await ask(`${index + 1}/${QUESTIONS.length} ${question} [${chosen.get(flag)}]: `)).trim()) || chosen.get(flag)!);
			const candidate = written(text, flag, key, answer);
			const problem = problemAt(candidate, key);
			if (problem === undefined) {
				moved ||= (flag === "provider" || flag === "region") && answer !== chosen.get(flag);
				chosen.set(flag, answer);
				text = candidate;
				break;
			}
			if (!asked) throw new UserError(`--${flag} ${JSON.stringify(answer)}: ${problem}`, { next: `Say --${flag} again.` });
			process.stderr.write(`  ${problem}\n`);
		}
	}
	readEnvironmentText(text, { file, knownCountry, knownZones });
	return text;
}

function exampleText(example: string): string {
	const known = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "environment.yaml")));
	if (known.includes(example)) return readFileSync(join(EXAMPLES, example, "environment.yaml"), "utf8");
	throw new UserError(`"${example}" is not an example. Known: ${known.join(", ")}.`, { next: "socle init town-hall" });
}

/** Points editors at the schema where it lies in the same project; elsewhere its path would be one of this machine only. */
function withSchema(text: string, file: string): string {
	const schema = relative(dirname(file), SCHEMA).replaceAll("\\", "/");
	const inProject = !relative(".", SCHEMA).startsWith("..");
	return text.replace(/^# yaml-language-server: .*\n/, inProject ? `# yaml-language-server: $schema=${schema}\n` : "");
}

function occupied(file: string): UserError {
	return new UserError(`${file} exists and stays as it is.`, { next: "Name another folder: socle init --to FOLDER" });
}
