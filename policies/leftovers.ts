import type { Facts, Leftover } from "../facts/facts.ts";
import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { textOf } from "./credentials.ts";
import { escapeToken, leafAt, unguarded } from "./guard.ts";
import { remembered } from "./remembered.ts";

/** Something in a resource that belongs to another cloud, or a text that can't be read. */
export interface Finding {
	path: string;
	found: string;
	row?: Leftover;
	hidden?: string;
}

/** OpenStack resources that hold texts of their users, and where. */
const OPENSTACK: Readonly<Record<string, readonly string[]>> = {
	"openstack:compute/instance:Instance": ["/userData", "/metadata"],
	"openstack:dns/recordSet:RecordSet": ["/records"],
	"openstack:objectstorage/container:Container": ["/containerSyncTo", "/metadata"],
};
/** Of a Kubernetes object what its author wrote; the status is what others wrote. */
const KUBERNETES = [
	"/kind",
	"/metadata/annotations",
	"/metadata/labels",
	"/spec",
	"/data",
	"/provisioner",
	"/parameters",
	"/template",
	"/webhooks",
];
const OBJECT = /(^|\/)v\d\w*\/\w+$/;

/** Whether the resource holds texts in which something of another cloud may stand. Secrets are not read. */
export function isLookedThrough({ type }: Resource): boolean {
	return type in OPENSTACK || (OBJECT.test(type) && !type.startsWith("socle/") && type !== "v1/Secret");
}

type Search = (line: string) => { row: Leftover; found: string } | undefined;
const searches = new WeakMap<Facts, Search>();
/** What each pattern needs at least one of; what holds none of these is left quickly. A test holds every pattern's example against it. */
const HINT =
	/aws|amazon|azure|windows\.net|microsoft|gcr\.io|google|gserviceaccount|gke|gcp|pkg\.dev|\bgs:|ecr|eks|karpenter|ec2|\balb\b|targetgroup|gp[23]|failure-domain|\b(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d|cloudfront|elasticbeanstalk|on\.aws|secretsmanager|parameterstore|169\.254|168\.63|\b(?:vpc|subnet|sg|ami|igw|nat|eni|vol|snap|eipalloc|rtb|tgw)-|aadpod|managed|virtual-kubelet|subscriptions|\barm_|applicationinsights|run\.app|appspot|cloudfunctions|firebase|web\.app|id\.goog|standard-rw|premium-rw|enterprise-rw|pd-|backendconfig|frontendconfig|healthcheckpolicy|keyrings|gcloud|cloudsdk|hashicorp|backend|terraform|pulumi|kms|route53|clouddns|provider|s3:|appgw|trafficmanager|servicebus|\.net\b/i;

/** The first row that each text matches, those that only inform left out. */
export function leftoversIn(resource: Resource, facts: Facts): Finding[] {
	const raw = unguarded(resource);
	let search = searches.get(facts);
	if (search === undefined) {
		search = remembered(searchFor(facts));
		searches.set(facts, search);
	}
	const findings: Finding[] = [];
	for (const root of OPENSTACK[raw.type] ?? KUBERNETES)
		look(leafAt(raw, root), root, root.slice(root.lastIndexOf("/") + 1), search, findings);
	return findings;
}

/** Certain rows first, and of those what still depends on the other cloud. */
function searchFor(facts: Facts): Search {
	const rank = { fail: 0, warn: 1, info: 2 };
	const patterns = facts
		.leftovers()
		.filter(({ level }) => level !== "info")
		.toSorted((a, b) => Number(a.src.includes("general")) - Number(b.src.includes("general")) || rank[a.level] - rank[b.level])
		.map((row) => ({ row, pattern: new RegExp(row.match) }));
	return (line) => {
		if (!HINT.test(line)) return undefined;
		for (const { row, pattern } of patterns) {
			const match = pattern.exec(line);
			if (match !== null) return { row, found: match[0].trim() };
		}
		return undefined;
	};
}

/** What OpenStack gives out in the same run, such as an address, leads back to no other cloud. */
const OURS = /[:$]openstack:/;

/** Patterns are written for lines of YAML, so that each text is shown as `key: text`. */
function look(value: Value | undefined, path: string, key: string, search: Search, findings: Finding[]): void {
	if (value instanceof Unknown && value.references.length > 0 && value.references.every((urn) => OURS.test(urn))) return;
	if (value instanceof Unknown || value instanceof Secret) {
		findings.push({ path, found: "", hidden: value instanceof Secret ? "it is a secret" : value.reason });
	} else if (typeof value === "string") {
		const text = key === "userData" ? (textOf(value) ?? "") : value;
		const line = /^\d+$/.test(key) ? text : `${key}: ${text}`;
		const match = search(line);
		if (match !== undefined) findings.push({ path, ...match });
	} else if (typeof value === "object" && value !== null) {
		for (const [name, child] of Object.entries(value)) look(child, `${path}/${escapeToken(name)}`, name, search, findings);
	}
}

/** A finding in words, and whether it is certain: a text was read for the pattern, and what matches still depends on the other cloud. */
export function told({ found, row, hidden }: Finding, facts: Facts): { message: string; certain: boolean } {
	if (row === undefined) return { message: hidden ?? "it is not known", certain: false };
	const source = facts.cited("registries", row.id, row);
	return row.level === "fail" && row.src.some((id) => id !== "general")
		? { message: `${found} is of ${row.cloud}; put ${row.replaceWith} in its place (${source}).`, certain: true }
		: { message: `${found} looks like ${row.cloud}; ${row.replaceWith} (${source})`, certain: false };
}

/** Whether a text gets as far as the patterns. */
export const isHinted = (text: string): boolean => HINT.test(text);
