/** Turns what the engine said when it failed into what a person needs: which resource, what the cloud said, what is left where, what to type next. */
import { join } from "node:path";
import type { Problem } from "../errors.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Backend, Lock } from "./backend.ts";
import { locksIn } from "./backend.ts";
import { cloudAnswer } from "./cloud-answer.ts";
import type { Step, Violation } from "./events.ts";
import { nameOf, typeOf } from "./events.ts";
import type { Engine } from "./installed.ts";
import type { Outcome, Verb } from "./lifecycle.ts";
import { RunFailed, withoutPassword } from "./process.ts";

export interface FailureContext {
	verb: Verb | "open" | "read";
	stack: string;
	engine: Engine;
	backend: Backend;
	outcome?: Outcome | undefined;
	/** URNs of the operations that the state holds as begun and not ended; asked only after a run that was cut off. */
	pending: () => Promise<string[]>;
}

/** An operation that did not come to its end. What it did until then is in `outcome`. */
export class OperationFailed extends UserError {
	readonly outcome: Outcome | undefined;
	constructor(message: string, options: { exit: number; next: string; problems?: readonly Problem[]; cause: unknown }, outcome?: Outcome) {
		super(message, options);
		this.outcome = outcome;
	}
}

/** @throws OperationFailed for everything that a person can mend, else the error itself. */
export async function explain(error: unknown, context: FailureContext): Promise<never> {
	if (error instanceof UserError || !(error instanceof RunFailed)) throw error;
	const { outcome } = context;
	const { stdout, stderr, how } = error.result;
	const said = `${stderr}\n${stdout}`;
	const fail = (message: string, next: string, more: { exit?: number; problems?: readonly Problem[] } = {}): never => {
		throw new OperationFailed(message, { exit: EXIT.engine, next, cause: error, ...more }, outcome);
	};

	const locks = locksIn(said);
	if (locks.length > 0) return fail(lockMessage(context, locks), unlock(context, locks));
	if (/incorrect passphrase/.test(said)) {
		const next = "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the one that this environment was created with";
		return fail(`The passphrase does not open the secrets of ${context.stack}.`, next, { exit: EXIT.input });
	}
	const plugin = /no (\w+) plugin '?([\w-]+?)'? found|could not find plugin (\S+)/.exec(said);
	if (plugin !== null) {
		const next =
			"socle engine install; a plugin other than openstack and kubernetes: pulumi plugin install, with PULUMI_HOME set to the engine's";
		return fail(`The engine lacks the plugin ${plugin[2] ?? plugin[3]}.`, next);
	}
	if (/no stack named/.test(said)) return fail(`There is no stack ${context.stack} in ${place(context)}.`, "socle up creates it");
	if (outcome === undefined) {
		if (how === "stopped" || how === "killed") return fail("Stopped. Nothing was changed.", "Try again", { exit: EXIT.interrupted });
		if (how === "out-of-time") return fail(`The state in ${place(context)} does not answer.`, "Try again, or check that it can be reached");
		const next = "Check the address of the state (PULUMI_BACKEND_URL) and its credentials, then try again";
		return fail(`The state in ${place(context)} can't be used: ${cloudAnswer(lastWords(said)).said}`, next);
	}
	if (how !== "ended") {
		const { message, next, exit } = await cutOff(context, outcome, how);
		return fail(message, next, { exit });
	}
	const refused = outcome.violations.filter(({ mandatory }) => mandatory);
	if (refused.length > 0) {
		const message = `Refused by policy. ${left(context, outcome)}`;
		return fail(message, "Mend the findings above; `socle check` finds most of them without a cloud", {
			exit: EXIT.findings,
			problems: refused.map(violated),
		});
	}
	// The engine reports an error of the program twice.
	const problems = [...new Map([...failures(outcome), ...others(outcome)].map((problem) => [problem.message, problem])).values()];
	const words = problems.length > 0 ? "" : ` ${lastWords(said)}`;
	return fail(`\`${context.verb}\` of ${context.stack} failed.${words} ${left(context, outcome)}`, afterwards(context, outcome), {
		problems,
	});
}

/** Label of a resource for people: `Port app-0`. */
export function label(urn: string): string {
	return `${typeOf(urn).split(":").at(-1)} ${nameOf(urn)}`;
}

/** Resources that the cloud refused, with its words. */
function failures(outcome: Outcome): Problem[] {
	const urns = new Set(outcome.failed.map(({ urn }) => urn));
	return [...urns].map((urn) => {
		const messages = outcome.diagnostics.filter((entry) => entry.severity === "error" && entry.urn === urn).map(({ message }) => message);
		const { said, cure } = cloudAnswer(messages.join("\n") || "the provider gave no reason");
		return { message: [`${label(urn)}: ${said}`, cure].filter((part) => part !== undefined).join("\n    ") };
	});
}

/** Errors of the program or of the engine itself, without its summary lines. */
function others(outcome: Outcome): Problem[] {
	const urns = new Set(outcome.failed.map(({ urn }) => urn));
	const problems = outcome.diagnostics
		.filter(
			({ severity, urn, message }) =>
				severity === "error" && !urns.has(urn ?? "") && !/^(update|preview|destroy|refresh) failed$/.test(message),
		)
		.map(({ message, urn }) => {
			// A stack trace is for --debug.
			const { said, cure } = cloudAnswer(message.split(/\n\s+at /)[0]!.replace(/^Unhandled exception: (Error: )?/, ""));
			const who = urn === undefined || typeOf(urn) === "pulumi:pulumi:Stack" ? "" : `${label(urn)}: `;
			return { message: [`${who}${said}`, cure].filter((part) => part !== undefined).join("\n    ") };
		});
	// One failed data source fails every resource that needs it, each with the same words.
	return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function violated({ policy, message, urn }: Violation): Problem {
	return { message: `${policy}${urn === undefined ? "" : `  ${label(urn)}`}: ${message}` };
}

/** How many resources of one kind of change are named one by one. */
const NAMED = 5;

/** What the run has done until then. */
function left({ verb }: FailureContext, outcome: Outcome): string {
	if (verb === "preview") return "Nothing was changed.";
	const ended = outcome.steps.filter((step) => step.custom && !isOpen(step, outcome));
	const done = (what: string, ...ops: string[]): string[] => {
		const names = ended.filter(({ op, type }) => ops.includes(op) && !type.startsWith("pulumi:providers:")).map(({ urn }) => label(urn));
		if (names.length === 0) return [];
		return [`${names.length} ${what}${names.length > NAMED ? "" : ` (${names.join(", ")})`}`];
	};
	const parts = [
		...done("created", "create", "create-replacement", "import"),
		...done("changed", "update"),
		...done("deleted", "delete", "delete-replaced", "discard"),
	];
	return parts.length === 0 ? "Nothing was changed." : `Until then ${parts.join(", ")}; all of it is in the state, nothing is lost.`;
}

function isOpen(step: Step, { failed, inFlight }: Outcome): boolean {
	return [...failed, ...inFlight].some(({ urn, op }) => urn === step.urn && op === step.op);
}

function afterwards({ verb }: FailureContext, outcome: Outcome): string {
	if (verb === "preview") return "Mend what stands above, then `socle preview`";
	return outcome.failed.length > 0
		? `Mend what stands above, then \`socle ${verb}\` again: it goes on where it stopped`
		: `socle ${verb} --debug`;
}

/** A run that was stopped by its user, by its time limit or by force. */
async function cutOff(context: FailureContext, outcome: Outcome, how: "stopped" | "killed" | "out-of-time") {
	const { verb } = context;
	const unfinished = verb === "preview" ? [] : await context.pending().catch(() => outcome.inFlight.map(({ urn }) => urn));
	const why = { stopped: "Stopped.", killed: "Stopped at once.", "out-of-time": "Stopped: the time limit was reached." }[how];
	const exit = how === "out-of-time" ? EXIT.engine : EXIT.interrupted;
	if (unfinished.length === 0) return { message: `${why} ${left(context, outcome)}`, next: `socle ${verb} goes on where it stopped`, exit };
	const names = unfinished.map(label).join(", ");
	const message = `${why} ${left(context, outcome)}\nCut off in the middle: ${names}. The cloud may have made or changed them without the state knowing.`;
	const next =
		"Look for them in the cloud (`socle drift` lists what is not managed), then `socle refresh`. The lock may have stayed: then socle says so";
	return { message, next, exit };
}

function lockMessage({ stack }: FailureContext, locks: readonly Lock[]): string {
	const owners = locks.map(({ user, host, pid, since, abandoned }) => {
		return `${user} on ${host}, process ${pid}, since ${since}${abandoned ? ", which no longer runs" : ""}`;
	});
	return `${stack} is locked by ${owners.join(" and by ")}. Nothing was changed.`;
}

function unlock({ stack, engine, backend }: FailureContext, locks: readonly Lock[]): string {
	if (!locks.every(({ abandoned }) => abandoned)) return "Wait until that run has ended, then try again";
	const variables = backend.url === undefined ? "" : `PULUMI_BACKEND_URL='${withoutPassword(backend.url)}' `;
	const command = `${variables}${join(engine.folder, "bin", "pulumi")} cancel --yes --stack organization/socle/${stack}`;
	return `That run was killed. Remove its lock with \`${command}\`, then \`socle refresh\`: what was in flight may be in the cloud without being in the state`;
}

/** Where the state is, for people. */
function place({ backend }: FailureContext): string {
	return backend.url === undefined ? "the backend that Pulumi.yaml names" : withoutPassword(backend.url);
}

function lastWords(said: string): string {
	const lines = said
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
	const errors = lines.filter((line) => line.startsWith("error:"));
	return (errors.length > 0 ? errors.slice(-3) : lines.slice(-3)).map((line) => line.replace(/^error: /, "")).join(" ");
}
