import type { ReportInput } from "./build.ts";
import { buildReport } from "./build.ts";
import type { ReportContext } from "./context.ts";
import { tally } from "./context.ts";
import type { Result, Severity, Verdict } from "./report.ts";

/** A town hall with two services over two layers, for the tests of this room: some findings, some unknowns, one accepted risk, many passes. */

const FILE = "environment.yaml";

type ControlText = NonNullable<ReportContext["controls"]>[number];
const clause = (framework: string, clause: string, asks: string) => ({ framework, clause, asks });
const SECURITY = clause("GDPR", "32(1)(b)", "Keep processing confidential, intact, available and resilient, all the time.");
const ENCRYPTION = clause("GDPR", "32(1)(a)", "Encrypt or pseudonymise personal data where the risk calls for it.");
const TRANSFER = clause("GDPR", "44", "Send personal data to a third country only under the conditions of the chapter.");
const BY_DEFAULT = clause("GDPR", "25(2)", "By default, process and open only what the purpose needs.");
const SUPPLY = clause("NIS2", "21.2(d)", "Look after the security of the supply chain, suppliers included.");
const CRYPTOGRAPHY = clause("NIS2", "21.2(h)", "Have rules for cryptography, and use encryption where it fits.");
const SEGMENTATION = clause("SecNumCloud", "13.2", "Separate networks, and filter what passes between them.");
const AT_REST = clause("SecNumCloud", "10.1", "Encrypt stored data so that a stolen disk tells nothing.");
const LOCATION = clause("SecNumCloud", "19.2", "Store and process data in the European Union.");

function control(id: string, severity: Severity, title: string, rationale: string, references: ControlText["references"]): ControlText {
	return { id, severity, title, rationale, remediation: `Do what ${id} asks.`, references };
}

export const CONTROLS: readonly ControlText[] = [
	control(
		"compute-encrypted-boot",
		"high",
		"Machines boot from encrypted volumes",
		"A disk that leaves the data centre should tell nothing.",
		[
			{ ...ENCRYPTION, strength: "direct" },
			{ ...AT_REST, strength: "direct" },
		],
	),
	control("lb-listener-encrypted", "high", "Public listeners are encrypted", "What citizens send would be readable on the way.", [
		{ ...ENCRYPTION, strength: "direct" },
		{ ...CRYPTOGRAPHY, strength: "partial" },
	]),
	control(
		"namespace-default-deny",
		"high",
		"Namespaces deny traffic by default",
		"Without it every pod of the cluster can talk to every other pod.",
		[
			{ ...SEGMENTATION, strength: "direct" },
			{ ...BY_DEFAULT, strength: "supporting" },
		],
	),
	control(
		"net-no-world-ssh",
		"critical",
		"SSH is not reachable from the whole Internet",
		"Every machine that answers on port 22 is found and tried within hours.",
		[
			{ ...SECURITY, strength: "partial" },
			{ ...SEGMENTATION, strength: "direct" },
		],
	),
	control(
		"net-port-security-enabled",
		"high",
		"Ports enforce their security groups",
		"Without port security a machine can pose as another one.",
		[{ ...SEGMENTATION, strength: "direct" }],
	),
	control("pod-image-digest", "high", "Images are named by digest", "A tag can be moved: what was checked is not what runs tomorrow.", [
		{ ...SUPPLY, strength: "partial" },
		{ ...SECURITY, strength: "supporting" },
	]),
	control("pod-memory-limit", "medium", "Containers have a memory limit", "One container can starve all others on its machine.", [
		{ ...SECURITY, strength: "partial" },
	]),
	control(
		"pod-run-as-non-root",
		"high",
		"Containers don't run as root",
		"Root in a container is one mistake away from root on the machine.",
		[
			{ ...BY_DEFAULT, strength: "supporting" },
			{ ...SECURITY, strength: "partial" },
		],
	),
	control("residency-region", "critical", "Everything lies in an allowed jurisdiction", "Where data lies decides whose law reaches it.", [
		{ ...TRANSFER, strength: "partial" },
		{ ...LOCATION, strength: "direct" },
	]),
	control("supplier-registry", "high", "Images come from suppliers under allowed law", "Who runs the registry decides what is run.", [
		{ ...SUPPLY, strength: "direct" },
		{ ...TRANSFER, strength: "supporting" },
	]),
	control("volume-encrypted", "high", "Volumes are of an encrypted type", "A disk that leaves the data centre should tell nothing.", [
		{ ...ENCRYPTION, strength: "direct" },
		{ ...AT_REST, strength: "direct" },
		{ ...CRYPTOGRAPHY, strength: "partial" },
	]),
];

const REGISTRY = "registry.saint-exemple.example";

interface Given {
	resource: Result["resource"];
	message?: string;
	remediation?: string;
	path?: string;
	cause?: Result["cause"];
}

export function result(id: string, verdict: Verdict, given: Given): Result {
	const known = CONTROLS.find((control) => control.id === id);
	const { resource, message = "", remediation = "", path = "", cause } = given;
	return {
		control: id,
		verdict,
		severity: known?.severity ?? "medium",
		resource,
		paths: verdict === "fail" || verdict === "unknown" ? [path] : [],
		locations: cause ? [{ file: cause.file, line: cause.line }] : [],
		...(cause ? { cause } : {}),
		message,
		remediation,
		references: (known?.references ?? []).map(({ framework, clause, strength }) => ({ framework, clause, strength })),
	};
}

export function openstack(type: string, name: string, service?: string): Result["resource"] {
	const id = `urn:pulumi:town-hall.production.foundation::socle::${type}::${name}`;
	return { id, type, name, layer: "foundation", ...(service === undefined ? {} : { service }) };
}

export function kubernetes(type: string, namespace: string, name: string): Result["resource"] {
	return { id: `${namespace}/${name}`, type, name, namespace, layer: "services", service: "passports" };
}

const WEB = kubernetes("apps/v1/Deployment", "passports", "web");
const MAIL = kubernetes("batch/v1/CronJob", "passports", "reminders");
const VOLUME = "openstack:blockstorage/volume:Volume";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const INSTANCE = "openstack:compute/instance:Instance";

const FINDINGS: readonly Result[] = [
	result("net-no-world-ssh", "fail", {
		resource: openstack(RULE, "registry-office-admin-ssh", "registry-office"),
		message: "Port 22 is open to every address (0.0.0.0/0)",
		remediation: "Name the addresses that administrators come from in network.adminFrom, for example 192.0.2.0/28.",
		path: "/remoteIpPrefix",
		cause: { file: FILE, line: 17, column: 15, key: "network.adminFrom" },
	}),
	result("pod-image-digest", "fail", {
		resource: WEB,
		message: "The image is named by a tag, so what runs tomorrow may not be what was checked today.",
		remediation: `Write ${REGISTRY}/passports@sha256:… instead of ${REGISTRY}/passports:latest.`,
		path: "/spec/template/spec/containers/0/image",
		cause: { file: FILE, line: 31, column: 12, key: "services.passports.run.image" },
	}),
	...[MAIL, WEB].map((resource) =>
		result("pod-memory-limit", "fail", {
			resource,
			message: "The container has no memory limit",
			remediation: "Set run.memory, for example 512Mi.",
			path: "/spec/template/spec/containers/0/resources/limits/memory",
			cause: { file: FILE, line: 30, column: 5, key: "services.passports.run" },
		}),
	),
	...[0, 1].map((index) =>
		result("volume-encrypted", "unknown", {
			resource: openstack(VOLUME, `registry-office-data-${index}`, "registry-office"),
			message: "the volume type is known after `up`",
			remediation: "Name an encrypted volume type in cloud.volumeType.",
			path: "/volumeType",
			cause: { file: FILE, line: 44, column: 5, key: "services.registry-office.run.machines" },
		}),
	),
	result("supplier-registry", "waived", {
		resource: MAIL,
		message: "The registry mirror.supplier.example is operated under the law of a third country",
		remediation: `Copy the image to ${REGISTRY}.`,
		path: "/spec/jobTemplate/spec/template/spec/containers/0/image",
		cause: { file: FILE, line: 36, column: 14, key: "services.passports.jobs.reminders.image" },
	}),
];

const PASSES: readonly Result[] = [
	...["registry-office-0", "registry-office-1"].flatMap((name) =>
		["compute-encrypted-boot", "residency-region"].map((id) =>
			result(id, "pass", { resource: openstack(INSTANCE, name, "registry-office") }),
		),
	),
	...["app", "data", "edge"].flatMap((tier) => [
		...["port-0", "port-1"].map((port) =>
			result("net-port-security-enabled", "pass", { resource: openstack("openstack:networking/port:Port", `${tier}-${port}`) }),
		),
		result("net-no-world-ssh", "pass", { resource: openstack(RULE, `${tier}-from-edge`) }),
		result("residency-region", "pass", { resource: openstack("openstack:networking/network:Network", tier) }),
	]),
	result("lb-listener-encrypted", "pass", { resource: openstack("openstack:loadbalancer/listener:Listener", "edge-https") }),
	result("lb-listener-encrypted", "not-applicable", { resource: openstack("openstack:loadbalancer/listener:Listener", "edge-redirect") }),
	result("namespace-default-deny", "pass", {
		resource: { id: "passports", type: "v1/Namespace", name: "passports", layer: "services", service: "passports" },
	}),
	...[WEB, MAIL].map((resource) => result("pod-run-as-non-root", "pass", { resource })),
	result("supplier-registry", "pass", { resource: WEB }),
];

const COVERAGE: ReportInput["coverage"] = [
	{ type: "apps/v1/Deployment", resources: 1, controls: 4 },
	{ type: "batch/v1/CronJob", resources: 1, controls: 4 },
	{ type: INSTANCE, resources: 2, controls: 2 },
	{ type: "openstack:dns/recordSet:RecordSet", resources: 4, controls: 0 },
	{ type: "openstack:keymanager/containerV1:ContainerV1", resources: 2, controls: 0 },
	{ type: RULE, resources: 4, controls: 1 },
	{ type: VOLUME, resources: 2, controls: 1 },
];

export const EPOCH = "1764547200";

export function input(change: Partial<ReportInput> = {}): ReportInput {
	return {
		inputs: [{ path: `town-hall/${FILE}`, kind: "environment", sha256: "9f".repeat(32), resources: 85 }],
		resourcesCount: 85,
		results: [...PASSES, ...FINDINGS],
		coverage: COVERAGE,
		notVisible: [
			{ what: "Rules of the security group `default`", why: "Neutron makes them itself; no plan holds them. `socle drift` reads them." },
		],
		errors: [],
		rules: {
			packs: ["baseline"],
			controls: CONTROLS.map(({ id }) => ({ id, parameters: id === "net-no-world-ssh" ? { ports: [22] } : {} })),
		},
		all: false,
		now: new Date("2026-01-01T00:00:00Z"),
		sourceDateEpoch: EPOCH,
		toolVersion: "0.1.0",
		...change,
	};
}

export const REPORT = buildReport(input());

export const CONTEXT: ReportContext = {
	environment: {
		name: "town-hall",
		stack: "production",
		organisation: "Ville de Saint-Exemple",
		register: { kind: "commune", country: "FR", identifier: "EXAMPLE-0001" },
		dpo: "dpo@saint-exemple.example",
		classification: "internal",
		jurisdictions: ["EU"],
		provider: "ovhcloud",
		region: "EU-WEST-PAR",
	},
	layers: [
		{ name: "foundation", resources: 54, technology: "OpenStack", extent: "3 zones" },
		{ name: "services", resources: 31, technology: "Kubernetes", extent: "2 tenants" },
	],
	services: [
		{ key: "passports", description: "Appointments and files for passports", resources: 33 },
		{ key: "registry-office", description: "Births, marriages and deaths", resources: 21 },
	],
	controls: CONTROLS,
	tally: tally(input().results),
	acceptances: [
		{
			control: "supplier-registry",
			resource: "passports/reminders",
			owner: "A. Exemple, head of IT",
			reason: "The supplier moves its registry to the European Union in the spring.",
			expires: "2026-03-31",
		},
	],
	next: "socle preview",
};

/** Nothing found, nothing unknown, everything looked at. */
export const CLEAN = buildReport(input({ results: PASSES, coverage: COVERAGE.filter(({ controls }) => controls > 0), notVisible: [] }));

/** What a malicious or careless file can hold in a name: markup, an end of a comment, a terminal sequence, a turned reading direction, great length. */
export const HOSTILE_TEXTS = {
	script: `<script>alert("x")</script>`,
	attribute: `"><img src=x onerror=alert(1)>`,
	style: "</style><style>*{display:none}</style>",
	comment: "--><!-- ]]>",
	terminal: "\u001b[2J\u001b]0;owned\u0007\r",
	direction: "invoice\u202excod.exe",
	isolate: "a\u2066b\u2069c",
	arabic: "بلدية",
	long: "x".repeat(4000),
	lines: "first\n  ✖ critical forged-control",
	surrogate: "half \ud83d",
} as const;
