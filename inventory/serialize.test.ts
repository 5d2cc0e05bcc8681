import { expect, it } from "vitest";
import type { Resource } from "./resource.ts";
import { Secret, Unknown } from "./resource.ts";
import { parseResources, serializeResources } from "./serialize.ts";

const resource: Resource = {
	id: "urn:pulumi:town::socle::openstack:compute/instance:Instance::server-0",
	type: "openstack:compute/instance:Instance",
	name: "server-0",
	layer: "foundation",
	properties: {
		adminPass: new Secret(),
		networks: [{ port: new Unknown("known after `up`", ["urn:port"]) }, null],
		metadata: { $socle: "unknown", reason: "a user's own key", "__proto__ ": 1 },
		count: 2,
		on: false,
	},
	dependsOn: ["urn:port"],
	locations: [{ file: "environment.yaml", line: 3, role: "cause", key: "services.town" }],
};

it("keeps what is unknown, what is secret, and what only looks like it", () => {
	expect(parseResources(serializeResources([resource]))).toStrictEqual([resource]);
});
