/** The table of contents of the command line: verbs and flags. What a verb does stands in `commands/<verb>.ts`, loaded when it is asked for. */
import { Command, CommanderError, Option } from "commander";
import { EXIT, UserError } from "../errors.ts";
import packageJson from "../package.json" with { type: "json" };

type Run = (...parameters: never[]) => Promise<number>;

/** Runs the command line and returns the exit code. Nothing but a report goes to stdout. */
export async function main(parameters: string[]): Promise<number> {
	let code: number = EXIT.ok;
	/** Loads a command's module and hands it what was typed: arguments, then the flags. */
	const to =
		<M>(load: () => Promise<M>, run: (module: M) => Run) =>
		async (...typed: unknown[]): Promise<void> => {
			code = await (run(await load()) as (...parameters: unknown[]) => Promise<number>)(...typed.slice(0, -1));
		};
	try {
		await commands(to).parseAsync(parameters, { from: "user" });
	} catch (error) {
		code = say(error, parameters.includes("--debug"));
	}
	return code;
}

const STACK = "stack (default: production, or the only one of a Pulumi project)";

type To = <M>(load: () => Promise<M>, run: (module: M) => Run) => (...typed: unknown[]) => Promise<void>;

function commands(to: To): Command {
	const program = new Command("socle")
		.description(packageJson.description)
		.version(packageJson.version, "-V, --version", "print the version")
		.helpOption("-h, --help", "print help")
		.helpCommand("help [verb]", "print help for a verb")
		.configureHelp({ showGlobalOptions: false })
		.enablePositionalOptions()
		.exitOverride();
	program.commandsGroup("Describe");
	verb(program, "init [example]", "write an environment from an example")
		.option("--to <folder>", "where to write environment.yaml", ".")
		.option("--name <name>", "name of the environment")
		.option("--organisation <name>", "name of the organisation")
		.option("--kind <kind>", "kind of organisation")
		.option("--country <code>", "country of the organisation")
		.option("--identifier <text>", "official identifier of the organisation")
		.option("--dpo <mail>", "address of the data protection officer")
		.option("--classification <level>", "public, internal, sensitive or restricted")
		.option("--provider <id>", "cloud provider")
		.option("--cloud <name>", "name of the cloud in clouds.yaml")
		.option("--region <name>", "region of the cloud")
		.option("--zones <list>", "availability zones, separated by commas")
		.option("-y, --yes", "take every default")
		.action(
			to(
				() => import("./commands/init.ts"),
				(module) => module.run,
			),
		);

	program.commandsGroup("Prove");
	judging(layered(verb(program, "check [path]", "validate, plan and judge an environment or a Pulumi project; offline")))
		.option("--explain", "print every value in effect and where it came from")
		.action(
			to(
				() => import("./commands/check.ts"),
				(module) => module.run,
			),
		);
	judging(verb(program, "audit <artefact...>", "judge files, folders, - (standard input) or live clouds by the same controls; read-only"))
		.option("--partial", "the artefacts are a part of what there is: what is absent is unknown")
		.option("--run-program", "plan a folder with Pulumi.yaml by running its program")
		.option("--stack <name>", "stack of environment files and Pulumi projects (default: production)")
		.action(
			to(
				() => import("./commands/audit.ts"),
				(module) => module.run,
			),
		);
	const controls = program.command("controls").description("the catalogue of controls");
	verb(controls, "list", "every control, a line each")
		.option("--pack <name>", "only the controls of a pack")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json", "markdown"]).default("text"))
		.action(
			to(
				() => import("./commands/controls.ts"),
				(module) => module.list,
			),
		);
	verb(controls, "show <id>", "one control: what it asks, why, and what the law says")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json", "markdown"]).default("text"))
		.action(
			to(
				() => import("./commands/controls.ts"),
				(module) => module.show,
			),
		);
	verb(controls, "matrix", "clauses of laws and standards, and the controls that speak for each")
		.option("--pack <name>", "only the controls of a pack")
		.option("--framework <name>", "only this law or standard")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json", "markdown"]).default("text"))
		.action(
			to(
				() => import("./commands/controls-matrix.ts"),
				(module) => module.run,
			),
		);
	verb(controls, "test <path>", "an organisation's own controls, by their examples; runs the code at path").action(
		to(
			() => import("./commands/controls-test.ts"),
			(module) => module.run,
		),
	);

	verb(program, "facts", "the data that controls rest on: source, date and age of each set")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
		.action(
			to(
				() => import("./commands/facts.ts"),
				(module) => module.run,
			),
		);

	migrating(program, to);

	program.commandsGroup("Provision");
	verb(program, "doctor [path]", "what is missing before work starts, each with its cure")
		.option("--stack <name>", STACK)
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
		.option("--accept-stand-in", "work with the small Kubernetes provider outside the lab")
		.action(
			to(
				() => import("./commands/doctor.ts"),
				(module) => module.run,
			),
		);
	judging(layered(verb(program, "preview [path]", "what `up` would change, judged; changes nothing"))).action(
		to(
			() => import("./commands/preview.ts"),
			(module) => module.run,
		),
	);
	judging(layered(verb(program, "up [path]", "create or change what the description asks for")))
		.option("-y, --yes", "do not ask")
		.option("--accept-stand-in", "work with the small Kubernetes provider outside the lab")
		.action(
			to(
				() => import("./commands/up.ts"),
				(module) => module.run,
			),
		);
	layered(verb(program, "drift [path]", "what differs between description, state and cloud"))
		.option("--fix", "list, ask, then restore the description")
		.option("-y, --yes", "do not ask")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
		.action(
			to(
				() => import("./commands/drift.ts"),
				(module) => module.run,
			),
		);
	layered(verb(program, "refresh [path]", "bring the state up to what the clouds hold"))
		.option("-y, --yes", "do not ask")
		.action(
			to(
				() => import("./commands/refresh.ts"),
				(module) => module.run,
			),
		);
	layered(verb(program, "outputs [path]", "addresses and names that the layers give out"))
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
		.action(
			to(
				() => import("./commands/outputs.ts"),
				(module) => module.run,
			),
		);
	layered(verb(program, "destroy [path]", "remove everything that the description made"))
		.option("-y, --yes", "do not ask")
		.action(
			to(
				() => import("./commands/destroy.ts"),
				(module) => module.run,
			),
		);

	program.commandsGroup("Prepare");
	const engine = program.command("engine").description("the Pulumi engine and its plugins");
	verb(engine, "install", "get the engine: from this machine, the official download, a mirror or source")
		.option("--mirror <place>", "a folder or URL with the official files and their checksums")
		.option("--from-source", "build it from public Go modules (Go 1.26 or newer)")
		.action(
			to(
				() => import("./commands/engine.ts"),
				(module) => module.install,
			),
		);
	verb(engine, "which", "version, origin and digest of each program")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
		.action(
			to(
				() => import("./commands/engine.ts"),
				(module) => module.which,
			),
		);
	program.addHelpText(
		"after",
		`
Exit codes: 0 nothing at or above the threshold · 1 findings, drift or a blocker · 2 wrong usage or input · 3 engine or cloud failed · 130 interrupted
First steps: socle init, socle check, socle doctor, socle up`,
	);
	return program;
}

/** From a foreign estate to an environment: three steps that a person can read, correct and repeat. */
function migrating(program: Command, to: To): void {
	program.commandsGroup("Migrate");
	const migrate = program.command("migrate").description("a foreign estate to a sovereign environment");
	verb(migrate, "assess <artefact...>", "what each resource becomes, what is lost, how much work it is, and why it should not stay")
		.option("--pack <names>", "packs that judge the estate as it stands (repeatable; default sovereignty,gdpr)", collect)
		.addOption(new Option("--format <format>", "form of the assessment on stdout").choices(["text", "json", "html"]).default("text"))
		.option("--output <file>", "write the assessment to a file too, form by its ending (repeatable)", collect)
		.option("--all", "a line a resource")
		.action(
			to(
				() => import("./commands/migrate.ts"),
				(module) => module.run,
			),
		);
	verb(migrate, "plan <artefact...>", "waves by dependency, windows, quota and ways back, into a file that people edit")
		.option("--plan <file>", "the plan: written, or read back with what people changed in it", "migration.yaml")
		.addOption(new Option("--format <format>", "form of the plan on stdout").choices(["text", "json", "html"]).default("text"))
		.option("--output <file>", "write the plan to a file too, form by its ending (repeatable)", collect)
		.action(
			to(
				() => import("./commands/migrate-plan.ts"),
				(module) => module.run,
			),
		);
	verb(migrate, "generate <artefact...>", "for each wave an environment, a program for the rest, a runbook; and the Data Act's exit file")
		.option("--plan <file>", "the plan with what people changed in it", "migration.yaml")
		.option("--to <folder>", "where to write", "migration")
		.option("--force", "write over files that differ")
		.action(
			to(
				() => import("./commands/migrate-generate.ts"),
				(module) => module.run,
			),
		);
	verb(migrate, "mappings", "what each type of a foreign cloud becomes, and what is lost")
		.option("--provider <name>", "only the types of this provider, by the first word of their names")
		.addOption(new Option("--format <format>", "form of the answer").choices(["text", "json", "markdown"]).default("text"))
		.action(
			to(
				() => import("./commands/migrate-mappings.ts"),
				(module) => module.run,
			),
		);
}

/** A verb that prints usage errors as the rest of the program does. */
function verb(parent: Command, usage: string, description: string): Command {
	return parent.command(usage).description(description).option("--debug", "print everything, stack traces too").exitOverride();
}

/** Flags of the verbs that work on stacks. */
function layered(command: Command): Command {
	return command
		.option("--stack <name>", STACK)
		.addOption(new Option("--layer <layer>", "only this layer").choices(["foundation", "platform", "services"]));
}

/** Flags of the verbs that judge. */
function judging(command: Command): Command {
	return command
		.addOption(
			new Option("--format <format>", "form of the report on stdout").choices(["text", "json", "sarif", "junit", "html"]).default("text"),
		)
		.option("--output <file>", "write the report to a file too, form by its ending (repeatable)", collect)
		.option("--pack <name>", "judge by this pack, or the file of one's own (repeatable; default baseline)", collect)
		.option("--control <id>", "judge by this control only (repeatable)", collect)
		.option("--parameters <file>", "parameters of controls, YAML or JSON: control id → values")
		.option("--kubernetes-version <version>", "whose rules count where they differ, e.g. 1.34 (default: the newest known)")
		.addOption(
			new Option("--fail-on <severity>", "exit 1 from this severity on")
				.choices(["critical", "high", "medium", "low", "never"])
				.default("high"),
		)
		.option("--fail-on-unknown", "exit 1 for verdicts that hang on unknown values too")
		.option("--all", "passes too")
		.option("--quiet", "findings only, a line each")
		.option("--no-color", "no colour (NO_COLOR does the same)");
}

function collect(value: string, before: string[] = []): string[] {
	return [...before, value];
}

/** Says an error in words for a person and returns the exit code that it stands for. */
export function say(error: unknown, debug: boolean): number {
	if (error instanceof CommanderError) {
		// Help and version were asked for and are already printed; wrong usage is already said.
		return error.exitCode === 0 ? EXIT.ok : EXIT.input;
	}
	const lines: string[] = [];
	if (error instanceof UserError) {
		for (const { file, line, column, key, message } of error.problems) {
			const place = [file, line, column].filter((part) => part !== undefined).join(":");
			lines.push([place, key === undefined ? message : `${key}: ${message}`].filter((part) => part !== "").join("  "));
		}
		lines.push(error.message);
		if (error.next !== undefined) lines.push(`Next: ${error.next}`);
	} else {
		lines.push(`socle stumbled: ${error instanceof Error ? error.message : String(error)}`);
		lines.push("This is a fault of socle, not yours. Please report it with what `--debug` prints.");
	}
	if (debug && error instanceof Error) lines.push("", error.stack ?? "");
	process.stderr.write(`${lines.join("\n")}\n`);
	return error instanceof UserError ? error.exit : EXIT.engine;
}
