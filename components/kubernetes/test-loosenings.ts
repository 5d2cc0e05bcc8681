import type { Loosening } from "../test-loosening.ts";
import { Tenant } from "./tenant.ts";
import { WebService } from "./web-service.ts";

const labels = { owner: "EXAMPLE-0001", environment: "town-hall.production", classification: "internal" };
const tenant = { namespace: "passports", labels };
const image = "registry.town.example/passports";
const web = { namespace: "passports", labels, image: `${image}@sha256:${"0123456789abcdef".repeat(4)}`, port: 8080 };

/** What loosens a component for Kubernetes, and which controls see it. */
export const loosenings: readonly Loosening[] = [
	{
		of: "Tenant.podSecurity",
		closed: () => new Tenant("passports", tenant),
		open: () => new Tenant("passports", { ...tenant, podSecurity: "baseline" }),
		fails: ["namespace-pod-security"],
	},
	{
		of: "WebService.allowTag",
		closed: () => new WebService("passports", web),
		open: () => new WebService("passports", { ...web, image: `${image}:2.1`, allowTag: true }),
		fails: ["pod-image-digest"],
	},
];
