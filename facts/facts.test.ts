import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { facts, knownZones } from "./facts.ts";

const FILES = ["providers", "jurisdictions", "registries", "databases", "kubernetes-apis", "kubernetes-components", "kubernetes-roles"];

describe.each(FILES)("%s.json", (name) => {
	const file = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8"));

	it("dates every source and knows every source that a row names", () => {
		for (const { ref, asOf } of Object.values<{ ref: string; asOf: string }>(file.sources)) {
			expect(ref).not.toBe("");
			expect(asOf).toMatch(/^\d{4}(-\d\d){0,2}$/);
		}
		const named = new Set<string>();
		JSON.stringify(file, (key, value) => {
			if (key === "src") for (const id of value) named.add(id);
			return value;
		});
		expect([...named].filter((id) => !(id in file.sources))).toEqual([]);
	});
});

it("gives every registry and every region a source", () => {
	const registries = JSON.parse(readFileSync(new URL("./registries.json", import.meta.url), "utf8"));
	const regions = facts.providers().flatMap((id) => facts.provider(id)?.regions ?? []);
	for (const row of [...registries.registries, ...regions]) expect(row.src.length, row.id).toBeGreaterThan(0);
});

it.each([
	["ovhcloud", "EU-WEST-PAR", "FR"],
	["ovhcloud", "GRA11", "FR"],
	["ovhcloud", "BHS5", "CA"],
	["ovhcloud", "US-EAST-VA-1", "US"],
	["ovhcloud", "SYD1", undefined],
	["open-telekom-cloud", "eu-ch2", "CH"],
	["stackit", "eu01", undefined],
	["nobody", "eu-de", undefined],
])("places %s %s in %s", (provider, region, country) => {
	expect(facts.region(provider, region)?.country).toBe(country);
});

it.each([
	["docker.io", "docker-hub"],
	["123456789012.dkr.ecr.eu-west-3.amazonaws.com", "ecr"],
	["rg.fr-par.scw.cloud", "scaleway"],
	["docker.io.example", undefined],
	["registry.saint-exemple.example", undefined],
])("knows who runs %s: %s", (host, id) => {
	expect(facts.registry(host)?.id).toBe(id);
});

it("counts countries of a jurisdiction", () => {
	expect(facts.countriesOf(["EU"]).has("FR")).toBe(true);
	expect(facts.countriesOf(["EU"]).has("NO")).toBe(false);
	expect(facts.countriesOf(["EEA"]).has("NO")).toBe(true);
	expect(facts.countriesOf(["EEA"]).has("CH")).toBe(false);
	expect([...facts.countriesOf(["CH"])]).toEqual(["CH"]);
});

it("lists a region's zones only where they are known to be all", () => {
	expect(knownZones("ovhcloud", "EU-WEST-PAR")).toEqual(["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"]);
	expect(knownZones("safespring", "sto1")).toBeUndefined();
	expect(knownZones("stackit", "eu01")).toBeUndefined();
	expect(knownZones("own", "RegionOne")).toBeUndefined();
});

it.each([
	["postgresql", "14.2", "2026-11-12"],
	["postgresql", "9.6.24", "2021-11-11"],
	["mariadb", "10.11.3", "2028-02-16"],
	["mysql", "8.4.9", "2032-04-30"],
	["mysql", "8", undefined],
	["postgresql", "9", undefined],
	["percona", "8.0", undefined],
])("knows until when %s %s is mended: %s", (engine, version, end) => {
	expect(facts.databaseRelease(engine, version)?.end).toBe(end);
});

it.each([
	["dns", "86.54.11.100", "dns4eu-unfiltered", "EU"],
	["dns", "2001:4860:4860:0:0:0:0:8888", "google", "US"],
	["ntp", "ptbtime2.ptb.de", "ptb", "DE"],
	["ntp", "ntp.obspm.fr", "obspm", "FR"],
	["ntp", "1.ntp.ubuntu.com", "ubuntu-nts", "GB"],
	["acme", "acme-v02.api.letsencrypt.org", "letsencrypt", "US"],
	["idp", "town.eu.auth0.com", "okta", "US"],
	["kms", "kms.eu-west-3.amazonaws.com", "aws-kms", "US"],
	["cdn", "town.b-cdn.net", "bunny", "SI"],
	["observability", "api.datadoghq.eu", "datadog", "US"],
] as const)("knows who runs the %s at %s: %s", (kind, host, id, country) => {
	expect(facts.operator(kind, host)).toMatchObject({ id, country });
});

it.each([
	["dns", "ptbtime2.ptb.de"],
	["idp", "okta.com.example"],
	["dns", "192.0.2.53"],
] as const)("knows of no %s at %s", (kind, host) => {
	expect(facts.operator(kind, host)).toBeUndefined();
});

it.each([
	["s3.eu-west-par.io.cloud.ovh.net", "ovhcloud", "FR"],
	["scans.s3.bhs.io.cloud.ovh.net", "ovhcloud", "CA"],
	["s3.pub1.infomaniak.cloud", "infomaniak", "CH"],
	["sos-ch-gva-2.exo.io", "exoscale", "CH"],
	["leafcloud.store", "leafcloud", "NL"],
	["s3.eu-west-2.amazonaws.com", "aws", "GB"],
])("places the store %s with %s in %s", (host, provider, country) => {
	const store = facts.store(host);
	expect([store?.provider.id, store?.region.country]).toEqual([provider, country]);
});

it.each(["s3.mars-1.io.cloud.ovh.net", "s3.town.example", "s3.fr-par.scw.cloud.example"])("does not place %s", (host) => {
	expect(facts.store(host)).toBeUndefined();
});

it("cites the row and its sources", () => {
	const row = facts.region("ovhcloud", "BHS5")!;
	expect(facts.cited("providers", "ovhcloud", row)).toMatch(/^facts\/providers\.json, ovhcloud: ovh\/docs@\S+ \(2026-02-03\)$/);
});

it("gives every row of every table a source", () => {
	const missing: string[] = [];
	for (const name of FILES) {
		const file = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as Record<string, unknown>;
		for (const [table, rows] of Object.entries(file))
			if (Array.isArray(rows) && table !== "unknown" && table !== "providers")
				for (const row of rows as { id?: string; src?: string[] }[]) if (!row.src?.length) missing.push(`${name}.${table}.${row.id}`);
	}
	expect(missing).toEqual([]);
});

it.each([
	["extensions/v1beta1/Deployment", "1.16", "apps/v1/Deployment"],
	["policy/v1beta1/PodSecurityPolicy", "1.25", undefined],
	["networking.k8s.io/v1beta1/ServiceCIDR", "1.37", "networking.k8s.io/v1/ServiceCIDR"],
	["v1/Endpoints", undefined, "discovery.k8s.io/v1/EndpointSlice"],
])("knows what became of %s", (type, removed, replacement) => {
	const row = facts.api(type);
	expect([row?.removed, row?.replacement]).toEqual([removed, replacement]);
	expect(facts.api("apps/v1/Deployment")).toBeUndefined();
});

it("names no API as the replacement that is itself removed before", () => {
	const minor = (version: string | undefined) => Number(version?.split(".")[1] ?? 999);
	const { apis } = JSON.parse(readFileSync(new URL("./kubernetes-apis.json", import.meta.url), "utf8"));
	for (const { id, deprecated, removed, replacement } of apis) {
		expect(minor(deprecated), id).toBeLessThan(minor(removed));
		if (replacement !== undefined) expect(facts.api(replacement), id).toBeUndefined();
	}
});

it.each([
	["gcr.io/kubernetes-helm/tiller:v2.17.0", "tiller"],
	["registry.town.example:5000/mirror/ingress-nginx/controller@sha256:0123", "ingress-nginx"],
	["nginx/nginx-ingress:5.0", undefined],
	["registry.k8s.io/git-sync/git-sync:v3.6.9", "git-sync"],
	["registry.k8s.io/git-sync/git-sync:v4.4.0", undefined],
	["registry.k8s.io/git-sync/git-sync@sha256:0123", "git-sync"],
	["town.example/instiller", undefined],
])("knows what %s is of: %s", (image, id) => {
	expect(facts.retired(image)?.row.id).toBe(id);
});

it("is not sure of a version that an image does not name", () => {
	const sure = (image: string) => facts.retired(image)?.sure;
	expect([sure("git-sync:v3.6.9"), sure("git-sync@sha256:0123"), sure("git-sync:latest"), sure("tiller")]).toEqual([
		true,
		false,
		false,
		true,
	]);
});

it("knows interfaces of administrators by image and by label", () => {
	expect(facts.adminInterface({ image: "quay.io/argoproj/argocd:v3.1.0" })?.id).toBe("argo-cd");
	expect(facts.adminInterface({ label: "weave-scope" })?.id).toBe("weave-scope");
	expect(facts.adminInterface({ image: "town.example/web" })).toBeUndefined();
});
