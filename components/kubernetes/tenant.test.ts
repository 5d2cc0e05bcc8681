import { expect, test } from "vitest";
import { plan } from "../../inventory/plan.ts";
import type { TenantArgs } from "./tenant.ts";
import { Tenant } from "./tenant.ts";

const labels = { owner: "EXAMPLE-0001", environment: "town-hall.production", classification: "internal", "cost-centre": "3120" };
const where = { project: "socle", stack: "town-hall.production.services" };
const planned = (args: Partial<TenantArgs> = {}) =>
	plan(() => void new Tenant("passports", { namespace: "passports", labels, ...args }), where);
const everyone = { operatorGroups: ["town-hall-operators"], auditorGroups: ["town-hall-auditors"] };

test("what a tenant consists of", async () => {
	const { resources } = await planned(everyone);
	const logical = (id: string) => id.slice(id.lastIndexOf("::") + 2);
	expect(resources.map(({ id, type, namespace, name }) => `${logical(id)} = ${type} ${namespace ?? "-"}/${name}`)).toMatchInlineSnapshot(`
		[
		  "passports-namespace = v1/Namespace -/passports",
		  "passports-default-account = v1/ServiceAccount passports/default",
		  "passports-limits = v1/LimitRange passports/limits",
		  "passports-default-deny = networking.k8s.io/v1/NetworkPolicy passports/default-deny",
		  "passports-name-server = networking.k8s.io/v1/NetworkPolicy passports/name-server",
		  "passports-auditor = rbac.authorization.k8s.io/v1/Role passports/auditor",
		  "passports-operator = rbac.authorization.k8s.io/v1/Role passports/operator",
		  "passports-quota = v1/ResourceQuota passports/quota",
		  "passports-auditor-binding = rbac.authorization.k8s.io/v1/RoleBinding passports/auditor",
		  "passports-operator-binding = rbac.authorization.k8s.io/v1/RoleBinding passports/operator",
		]
	`);
});
