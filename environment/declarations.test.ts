import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { declarations } from "./declarations.ts";
import { readEnvironment } from "./read.ts";

const file = fileURLToPath(new URL("../examples/town-hall/environment.yaml", import.meta.url));
const lines = readFileSync(file, "utf8").split("\n");

test("an environment and its services are subjects of controls, in the file's own words", () => {
	const [environment, passports, office, ...rest] = declarations(readEnvironment(file, { stack: "lab" }));
	expect(rest).toEqual([]);
	expect(environment).toMatchObject({
		id: "town-hall.lab",
		type: "socle/v1/Environment",
		name: "town-hall",
		properties: {
			stack: "lab",
			sovereignty: { classification: "internal", jurisdictions: ["EU"] },
			suppliers: { "registry.saint-exemple.example": "own" },
			cloud: { provider: "own", country: "FR" },
			network: { cidr: "10.20.0.0/16" },
		},
	});
	expect(environment!.properties).not.toHaveProperty("services");
	expect(passports).toMatchObject({
		id: "town-hall.lab/passports",
		type: "socle/v1/Service",
		service: "passports",
		parent: "town-hall.lab",
	});
	expect(passports!.properties).toMatchObject({ run: { memory: "512Mi" }, files: { retention: "5y" } });
	expect(office!.properties).toMatchObject({ run: { machines: { disk: "20Gi" } } });
});

test("every leaf leads to its line, those of a stack to the patch", () => {
	const [environment, , office] = declarations(readEnvironment(file, { stack: "lab" }));
	const line = (of: typeof environment, path: string) => lines[of!.locations.find((location) => location.path === path)!.line - 1]!.trim();
	expect(line(environment, "/cloud/provider")).toBe("provider: own");
	expect(line(environment, "/cloud/zones/1")).toBe("zones: [az1, az2, az3]");
	expect(line(environment, "/suppliers/registry.saint-exemple.example")).toBe("registry.saint-exemple.example: own");
	expect(line(environment, "/network/resolvers/0")).toBe("network:");
	expect(line(office, "/run/machines/flavor")).toBe("flavor: m1.small");
	expect(lines[office!.locations.find(({ role }) => role === "source")!.line - 1]).toBe("  registry-office:");
});
