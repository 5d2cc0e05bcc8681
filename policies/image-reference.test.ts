import { expect, it } from "vitest";
import { imageReference, liesIn, registryOf } from "./image-reference.ts";

const HEX = "0123456789abcdef".repeat(4);

it.each<[string, string, string, string | undefined, string | undefined]>([
	["web", "docker.io", "library/web", "latest", undefined],
	["town/web:1.4", "docker.io", "town/web", "1.4", undefined],
	["docker.io/web", "docker.io", "library/web", "latest", undefined],
	["index.docker.io/town/web", "docker.io", "town/web", "latest", undefined],
	["localhost/web", "localhost", "web", "latest", undefined],
	["registry.town.example:5000/team/web:v1", "registry.town.example:5000", "team/web", "v1", undefined],
	["Registry/web", "registry", "web", "latest", undefined],
	["[2001:db8::1]:5000/web:1", "[2001:db8::1]:5000", "web", "1", undefined],
	["127.0.0.1:5000/web", "127.0.0.1:5000", "web", "latest", undefined],
	[`web@sha256:${HEX}`, "docker.io", "library/web", undefined, `sha256:${HEX}`],
	[`town/web:1.4@sha256:${HEX}`, "docker.io", "town/web", "1.4", `sha256:${HEX}`],
	["town/web__a.b--c_e:_1", "docker.io", "town/web__a.b--c_e", "_1", undefined],
])("reads %s", (image, registry, repository, tag, digest) => {
	expect(imageReference(image)).toMatchObject({ registry, repository, tag, digest });
	expect(registryOf(image)).toBe(registry);
});

it.each([
	"",
	"Web",
	"town/Web:1",
	"web:",
	"web:-1",
	"web@sha256:0123",
	"web@",
	"-web",
	"web/",
	"we b",
	"web___a",
	`${HEX}`,
	"{{ image }}",
	"https://town.example/web",
	`web:${"a".repeat(129)}`,
])("does not take %j for an image's name", (image) => {
	expect(imageReference(image)).toBeUndefined();
});

it("tells a registry that is written from the usual one", () => {
	expect(imageReference("web")?.named).toBe(false);
	expect(imageReference("docker.io/web")?.named).toBe(true);
});

it.each<[string, string, boolean]>([
	["registry.town.example/web", "registry.town.example", true],
	["registry.town.example:5000/web", "registry.town.example", true],
	["registry.town.example:5000/web", "registry.town.example:5000", true],
	["registry.town.example/web", "registry.town.example:5000", false],
	["registry.town.example/web", "*.town.example", true],
	["town.example/web", "*.town.example", false],
	["quay.example/town/web", "quay.example/town/", true],
	["quay.example/town", "quay.example/town", true],
	["quay.example/townhall/web", "quay.example/town", false],
	["web", "docker.io/library", true],
])("says of %s whether it lies in %s: %s", (image, place, lies) => {
	expect(liesIn(imageReference(image)!, place)).toBe(lies);
});
