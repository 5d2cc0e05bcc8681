import { z } from "zod";
import { bytesOf, failure, textOf } from "../../environment/file.ts";
import { cloud, cluster, network } from "../../environment/schema/cloud.ts";
import { organisation, sovereignty } from "../../environment/schema/organisation.ts";
import { amount, day, host, label, line, list, record, section, text, unknownKeys, whole, word } from "../../environment/schema/words.ts";
import { nearestWritten, plain, read } from "../../environment/tree.ts";
import type { Problem } from "../../errors.ts";

/**
 * `portfolio.yaml`: what files of infrastructure can't tell of an estate. Every key may be absent; what is absent is said to be unknown
 * where it would have counted.
 */

/** A period in which nothing is cut over, first and last day included. */
const freeze = list(
	section("a period without changes", {
		from: day("the first day"),
		until: day("the last day"),
		why: text(line(200), "a reason", "why nothing may change, such as elections").optional(),
	}),
	"periods in which nothing is cut over",
	0,
);

const glob = text(/^\S{1,500}$/, "a pattern", "an id as the assessment prints it, with * for any characters, such as module.shop.*");

const application = section("an application", {
	description: text(line(300), "a description", "what it is for, in one line").optional(),
	owner: text(line(200), "an owner", "who answers for it").optional().describe("Who answers for it, and approves its move."),
	criticality: whole(1, 10, "how much depends on it, 1 (little) to 10").default(5).describe("1 (little depends on it) to 10. Default: 5."),
	match: list(glob, "ids that belong to it, such as [module.shop.*]", 0)
		.default([])
		.describe("Ids of resources that belong to it; `*` is any characters."),
	dependsOn: list(label(60), "names of applications that it needs", 0)
		.default([])
		.describe("Applications that have to move before it, or with it."),
	data: amount.disk.optional().describe("How much data it holds, over what the files say, such as 500Gi."),
	changes: amount.disk.optional().describe("How much of it changes in a day, such as 5Gi. Default: a twentieth."),
	rto: amount.duration.optional().describe("How long it may be away, such as 4h."),
	rpo: amount.duration.optional().describe("How much work may be lost, as a time, such as 1h."),
	freeze: freeze.default([]).describe("When nothing of it is cut over."),
	host: host.optional().describe("Host name under which people reach it after the move."),
	service: z
		.record(z.string(), z.unknown())
		.optional()
		.describe("Keys of each of its services in environment.yaml, such as data and export; `check` judges them."),
	stays: text(line(300), "a reason", "why it is not moved").optional().describe("Why it does not move now; it is assessed all the same."),
});

const quota = section("what the target allows", {
	vcpus: whole(1, 1_000_000, "how many virtual processors, such as 64").optional(),
	memory: amount.memory.optional().describe("Such as 256Gi."),
	disk: amount.disk.optional().describe("Volumes altogether, such as 4096Gi."),
});

const target = section("where the estate goes", {
	cloud: cloud.optional().describe("As in environment.yaml."),
	cluster: cluster.optional().describe("As in environment.yaml."),
	network: network.optional().describe("As in environment.yaml."),
	domain: host.optional().describe("Domain under which services get a name where none is known, such as services.town.example."),
	registry: host.optional().describe("Own registry of container images, such as registry.town.example."),
	flavors: record(
		text(/^\S{1,100}$/, "a flavor", "the name of a flavor"),
		section("a flavor", { vcpus: whole(1, 1000, "its virtual processors"), memory: amount.memory }),
		"flavors of the target and their sizes",
	)
		.optional()
		.describe("Flavors of the target. Default: names of SCS-0100, such as SCS-2V-8."),
	images: record(
		text(line(100), "a system", "the name of an operating system"),
		text(/^[0-9a-f-]{36}$/, "an id", "the UUID of an image"),
		"systems → image ids",
	)
		.optional()
		.describe("Operating system → UUID of its image at the target; `*` is any."),
	quota: quota.optional(),
});

const transfer = section("how data travels", {
	rate: whole(1, 400_000, "megabits a second that really arrive, such as 620")
		.default(620)
		.describe("Mbit/s sustained between the clouds. Default: 620."),
	syncEvery: amount.duration.prefault("1d").describe("Time between the last two copies before the cut-over. Default: 1d."),
	start: amount.duration.prefault("15m").describe("Time that an application takes to start. Default: 15m."),
	check: amount.duration.prefault("1h").describe("Time to check one application after its start. Default: 1h."),
	engineers: whole(1, 500, "how many people check at once").default(10).describe("How many applications are checked at once. Default: 10."),
	preparation: amount.duration.prefault("5d").describe("Days of preparation before each wave. Default: 5d."),
});

const moved = section("how a type that nobody mapped moves", {
	like: text(/^[a-z][\w:]+$/, "a type", "a type that `socle migrate mappings` knows").optional(),
	leave: text(line(300), "a reason", "why it is left behind").optional(),
});

export const portfolioSchema = section("the portfolio", {
	apiVersion: z.literal("socle-migration/v1", { error: () => "this is not a version that this Socle reads. Write socle-migration/v1." }),
	organisation: organisation.optional().describe("As in environment.yaml."),
	sovereignty: sovereignty.optional().describe("As in environment.yaml."),
	contract: text(line(100), "a contract", "the number of the contract with the old provider").optional(),
	target: target.prefault({}),
	transfer: transfer.prefault({}),
	environment: z
		.record(z.string(), z.unknown())
		.default({})
		.describe("Further keys of each environment.yaml, such as keys, logs, exit and suppliers; `check` judges them."),
	start: day("the first day of the move").optional().describe("First day of the move. Without it the plan counts days from 0."),
	freeze: freeze.default([]),
	applicationsPerWave: whole(1, 500, "how many applications move at once").default(5).describe("Most applications in a wave. Default: 5."),
	types: record(text(/^[\w:./-]{1,200}$/, "a type", "a type as the assessment prints it"), moved, "types that nobody mapped").default({}),
	applications: record(label(60), application, "applications by name").default({}),
	strategyOf: record(glob, word(["retire", "retain", "relocate", "rehost", "repurchase", "replatform", "refactor"]), "ids → strategy")
		.default({})
		.describe("Strategy of resources by id, over the mapping data's."),
});
export type Portfolio = z.infer<typeof portfolioSchema>;
export type Application = Portfolio["applications"][string];

export const EMPTY_PORTFOLIO: Portfolio = portfolioSchema.parse({ apiVersion: "socle-migration/v1" });

export const PORTFOLIO = /^["']?apiVersion["']?[ \t]*:[ \t]*["']?socle-migration\/v1["']?[ \t]*(#.*)?$/m;

/**
 * Reads a portfolio and says everything that is wrong with it at once.
 * @throws {UserError} with exit code 2
 */
export function readPortfolio(file: string): Portfolio {
	return readPortfolioText(textOf(bytesOf(file), file), file);
}

export function readPortfolioText(source: string, file: string): Portfolio {
	const { tree, slips, position } = read(source);
	if (tree === undefined || slips.length > 0) throw failure(slips.map(({ offset, message }) => ({ file, ...position(offset), message })));
	const result = portfolioSchema.safeParse(plain(tree), { jitless: true });
	const problems: Problem[] = [];
	const wrong = (path: readonly (string | number)[], message: string): void => {
		const { tree: node, exact } = nearestWritten(tree, path.map(String));
		const offset = exact && node.kind !== "mapping" ? node.origin.value : (node.origin.key ?? node.origin.value);
		problems.push({ file, ...position(offset), key: path.join("."), message });
	};
	if (result.success) {
		const { applications, freeze: frozen } = result.data;
		for (const [name, { dependsOn }] of Object.entries(applications))
			for (const [index, other] of dependsOn.entries())
				if (!(other in applications))
					wrong(
						["applications", name, "dependsOn", index],
						`"${other}" is not described below applications. Write it there, or take it away.`,
					);
		for (const [at, periods] of [
			[["freeze"], frozen] as const,
			...Object.entries(applications).map(([name, { freeze }]) => [["applications", name, "freeze"], freeze] as const),
		])
			for (const [index, { from, until }] of periods.entries())
				if (until < from) wrong([...at, index, "until"], `the period ends before it begins. Write ${from} or a later day.`);
		if (problems.length === 0) return result.data;
	} else for (const issue of result.error.issues) say(issue, [], wrong);
	throw failure(problems);
}

function say(
	issue: z.core.$ZodIssue,
	above: readonly (string | number)[],
	wrong: (path: readonly (string | number)[], message: string) => void,
): void {
	const path = [...above, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
	if (issue.code === "unrecognized_keys") {
		const messages = issue.message.split("\n");
		for (const [index, key] of issue.keys.entries()) wrong([...path, key], messages[index] ?? unknownKeys([key], []));
	} else if (issue.code === "invalid_key") for (const inner of issue.issues) wrong(path, inner.message);
	else wrong(path, issue.message);
}
