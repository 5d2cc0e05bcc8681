import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SOURCE_VERSIONS, wantedVersions } from "./versions.ts";

const source = (path: string): string => readFileSync(new URL(`source/${path}`, import.meta.url), "utf8");

it("builds from source exactly what the npm packages ask for", () => {
	expect(SOURCE_VERSIONS).toEqual(wantedVersions());
});

it("requires in go.mod the version of pulumi that it claims to build", () => {
	for (const module of ["pulumi", "openstack", "kubernetes"]) {
		expect(source(`${module}/go.mod`)).toContain(`github.com/pulumi/pulumi/sdk/v3 v${SOURCE_VERSIONS.pulumi}`);
	}
	expect(source("pulumi/go.mod")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${SOURCE_VERSIONS.pulumi}`);
});

it("says which package is missing", () => {
	expect(() => wantedVersions("/nowhere/")).toThrow(/@pulumi\/pulumi is not installed/);
});
