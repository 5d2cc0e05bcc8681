/**
 * Every row of the facts that says whose law applies, judged as a data protection officer would meet it: allowed, refused or unknown, with who
 * operates it, under whose law, and the row and source that say so.
 */
import { describe, expect, test } from "vitest";
import type { Basis, Operator, Provider } from "../facts/facts.ts";
import { factsFile } from "../facts/facts.ts";
import type { Result } from "../reports/report.ts";
import type { AnyControl, ExampleResource } from "./control.ts";
import providerJurisdiction from "./controls/provider/provider-jurisdiction.ts";
import providerQualified from "./controls/provider/provider-qualified.ts";
import residencyRegion from "./controls/residency/residency-region.ts";
import supplierCdn from "./controls/supplier/supplier-cdn.ts";
import supplierCertificate from "./controls/supplier/supplier-certificate.ts";
import supplierDns from "./controls/supplier/supplier-dns.ts";
import supplierIdentity from "./controls/supplier/supplier-identity.ts";
import supplierKeys from "./controls/supplier/supplier-keys.ts";
import supplierRegistry from "./controls/supplier/supplier-registry.ts";
import supplierTelemetry from "./controls/supplier/supplier-telemetry.ts";
import supplierTime from "./controls/supplier/supplier-time.ts";
import { town as declaredTown } from "./examples/declared.ts";
import { inventoryOf, judge } from "./examples/judge.ts";
import { container, pod } from "./examples/kubernetes.ts";
import { instance, subnet } from "./examples/openstack.ts";
import { town, using } from "./examples/suppliers.ts";

const { registries, dns, ntp, acme, vendors, sources } = factsFile("registries") as unknown as Record<
	"registries" | "dns" | "ntp" | "acme",
	Operator[]
> & { vendors: (Operator & { kind: string })[]; sources: Record<string, { ref: string }> };
const { providers, sources: providerSources } = factsFile("providers") as unknown as {
	providers: Provider[];
	sources: Record<string, { ref: string }>;
};
const UNION = new Set([...(factsFile("jurisdictions")["eu"] as { members: string[] }).members, "EU"]);

/** What a row means where the Union's law alone may apply. */
function expected(country: string | undefined, { basis, src }: Basis): "pass" | "fail" | "unknown" {
	const read = basis !== "general" && src.some((id) => id !== "general");
	if (!read || country === undefined || country === "unknown" || country === "mixed") return "unknown";
	return UNION.has(country) ? "pass" : "fail";
}

function judged(control: AnyControl, ...resources: ExampleResource[]): Result {
	const example = { title: "", resources };
	const result = judge(control, inventoryOf(control, example), example);
	expect(result, control.id).toBeDefined();
	return result as Result;
}

/** A kind of supplier: its rows, and a resource that uses the host or address of one. */
const KINDS: [what: string, control: AnyControl, rows: readonly Operator[], use: (name: string) => ExampleResource][] = [
	["registry", supplierRegistry, registries, (host) => pod({ containers: [container({ image: `${host}/web@sha256:${"0".repeat(64)}` })] })],
	["resolver", supplierDns, dns, (address) => subnet("10.0.0.0/24", { dnsNameservers: [address] })],
	["time server", supplierTime, ntp, (host) => instance({ userData: `#cloud-config\nntp:\n  servers: ["${host}"]\n` })],
	["issuer of certificates", supplierCertificate, acme, (host) => using("ACME_SERVER", `https://${host}/directory`)],
	...(
		[
			["idp", supplierIdentity, "OIDC_ISSUER_URL"],
			["kms", supplierKeys, "VAULT_ADDR"],
			["cdn", supplierCdn, "CDN_HOST"],
			["observability", supplierTelemetry, "OTEL_EXPORTER_OTLP_ENDPOINT"],
		] as const
	).map(([kind, control, variable]): (typeof KINDS)[number] => [
		kind,
		control,
		vendors.filter((row) => row.kind === kind),
		(host) => using(variable, `https://${host}/x`),
	]),
];

describe.each(KINDS)("%s", (_, control, rows, use) => {
	const named = rows.flatMap((row) =>
		[...(row.addresses ?? []), ...(row.hosts ?? [])].slice(0, 1).map((name) => ({ row, name: name.replaceAll("*", "town") })),
	);

	test("there are rows to judge", () => expect(named.length).toBeGreaterThan(0));

	test.each(named)("$row.id ($name)", ({ row, name }) => {
		const { verdict, message } = judged(control, use(name), town());
		expect(verdict, message).toBe(expected(row.country, row));
		if (verdict === "pass") return;
		expect(message).toContain(`${name} is operated by ${row.operator}`);
		expect(message).toContain(`under the law of ${row.country} (facts/registries.json, ${row.id}: ${sources[row.src[0] ?? ""]?.ref}`);
	});

	test("one that the facts do not have is unknown, and the message says what to do", () => {
		const name = control === supplierDns ? "192.0.2.53" : "stranger.example";
		const { verdict, message } = judged(control, use(name), town());
		expect(verdict).toBe("unknown");
		expect(message).toContain(`nobody says who operates ${name}; declare it under suppliers`);
	});
});

describe("cloud providers", () => {
	test.each(providers)("$id: operator and owner", (provider) => {
		const reaches = [provider.hq, provider.parent, ...(provider.extraEuLaw ?? []).filter(({ level }) => /^(full|owner)$/.test(level))];
		const verdicts = reaches.map((row) => (row === undefined ? "unknown" : expected(row.country, row)));
		const { verdict, message } = judged(providerJurisdiction, declaredTown({ cloud: { provider: provider.id } }));
		expect(verdict, message).toBe(verdicts.includes("fail") ? "fail" : verdicts.includes("unknown") ? "unknown" : "pass");
		if (verdict === "fail") expect(message).toMatch(new RegExp(`(law of|reaches) .*\\(facts/providers\\.json, ${provider.id}: `));
		if (verdict === "unknown") expect(message).toMatch(/common knowledge only|do not say who (operates|owns)|under the law of/);
	});

	test.each(providers.flatMap(({ id, regions = [] }) => regions.map((region) => ({ id, region }))))("$id $region.id", ({ id, region }) => {
		const { verdict, message } = judged(residencyRegion, declaredTown({ cloud: { provider: id, region: region.id } }));
		expect(verdict, message).toBe(expected(region.country, region));
		const source = providerSources[region.src[0] ?? ""]?.ref;
		if (verdict === "fail")
			expect(message).toContain(`${id} ${region.id} stands in ${region.country}, outside EU (facts/providers.json, ${id}: ${source}`);
		if (verdict === "unknown") expect(message).toContain(`${id} ${region.id} stands`);
	});

	const VERDICTS = {
		qualified: "pass",
		"in-progress": "fail",
		"not-in-scope": "fail",
		claimed: "unknown",
		conflict: "unknown",
		certified: "fail",
	};
	const french = providers.flatMap(({ id, qualifications = [] }) =>
		qualifications.filter(({ scheme }) => /secnumcloud/i.test(scheme)).map((row) => ({ id, row })),
	);
	test("there are qualifications to judge", () => expect(french.length).toBeGreaterThan(5));
	test.each(french)("$id: $row.scheme, $row.scope", ({ id, row }) => {
		const cloud = { provider: id, region: row.regions?.[0] ?? "somewhere", ...(row.products && { product: row.products[0] as string }) };
		const { verdict, message } = judged(
			providerQualified,
			declaredTown({
				cloud,
				organisation: { kind: "state", country: "FR" },
				sovereignty: { classification: "restricted", jurisdictions: ["EU"] },
			}),
		);
		// Rows of the same offer that disagree, or only repeat a claim, decide nothing.
		const disputed = french.some(
			(other) => other.id === id && other.row.products === row.products && VERDICTS[other.row.status] === "unknown",
		);
		expect(verdict, message).toBe(disputed ? "unknown" : VERDICTS[row.status]);
		if (verdict === "fail") expect(message).toContain(`facts/providers.json, ${id}`);
	});
});
