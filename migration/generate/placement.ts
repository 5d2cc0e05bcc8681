import type { AssessedResource } from "../assessment.ts";
import type { Item } from "../estate.ts";

/** Where a resource of the source is found again: nothing is left without a place. */
export type Place =
	| { where: "environment"; what: string }
	| { where: "program"; what: string }
	| { where: "part"; what: string }
	| { where: "runbook"; what: string }
	| { where: "todo"; what: string }
	| { where: "left"; what: string };

/** What is made with something else, and by what. */
const PARTS: readonly (readonly [RegExp, string])[] = [
	[/^network\.(vpc|subnet|route-table|route|association|gateway|nat|dhcp)$/, "the environment's network: three tiers, one router"],
	[
		/^network\.(port|port-attachment|security-association|floating-ip|floating-ip-association)$/,
		"the servers' ports and the balancer's address",
	],
	[/^compute\.(template|placement|keypair|server-setting)$/, "the servers: flavor, anti-affinity, the administrators' key"],
	[/^lb\.(listener|pool|member|monitor|tls|stickiness)$/, "the balancer in front of the service"],
	[/^lb\.balancer$/, "the balancer that stands before each service"],
	[/^storage\.(object-versioning|object-access|encryption-default)$/, "the store: private, versioned, on encrypted disks"],
	[/^database\.(setting|firewall|schema|replica)$/, "the database's description"],
	[/^containers\.(cluster|setting)$/, "the tenant of the service"],
	[/^kubernetes\.(nodes)$/, "the cluster that the platform's team runs"],
	[/^governance\.group$/, "tags on each resource"],
];

const RUNBOOK: readonly (readonly [RegExp, string])[] = [
	[/^storage\.block-attachment$/, "attached once servers and volumes are there"],
	[/^(secrets\.|keys\.setting)/, "a secret is set by hand, under its name; its value is never copied"],
	[/^identity\.credential$/, "a new credential is made, the old one withdrawn"],
	[/^tls\.certificate$/, "a certificate is issued anew and stored under the name that exposure names"],
	[/^dns\.record$/, "the name points to the new address at the cut-over"],
	[/^storage\.object-item$/, "copied with its container"],
	[/^database\.user$/, "a role with a new password, as a Secret"],
	[/^compute\.image$/, "the image is converted and uploaded"],
	[/^tooling\.value$/, "made anew"],
	[/^kubernetes\.object$/, "applied to the new cluster with its own tools"],
];

const LEFT: readonly (readonly [RegExp, string])[] = [
	[/^tooling\.local$/, "ran on the machine of whoever applied it"],
	[/^governance\.(tag|api)$/, "says something of the old cloud only"],
];

/** The place of what neither the environment nor the program has a word for. */
export function otherPlace(item: Item, { strategy, losses, target, capability = "" }: AssessedResource): Place {
	const found = (rows: readonly (readonly [RegExp, string])[]): string | undefined =>
		rows.find(([pattern]) => pattern.test(capability))?.[1];
	if (item.mapping === undefined) return { where: "todo", what: `${item.type} is not understood: decide what it becomes.` };
	const left = found(LEFT);
	if (left !== undefined) return { where: "left", what: left };
	if (strategy === "retain") return { where: "left", what: `stays where it is: ${losses[0] ?? "decided so"}` };
	if (strategy === "retire") return { where: "left", what: losses[0] ?? "ends with the old cloud" };
	const part = found(PARTS);
	if (part !== undefined) return { where: "part", what: part };
	const step = found(RUNBOOK);
	if (step !== undefined) return { where: "runbook", what: step };
	const names = (target ?? []).flatMap((one) =>
		"component" in one ? [one.component] : "token" in one ? [one.token.split(/[:/]/).at(-1)!] : [],
	);
	return { where: "todo", what: `${names.length > 0 ? `Build it with ${names.join(" or ")}. ` : "No target. "}${losses[0] ?? ""}`.trim() };
}
