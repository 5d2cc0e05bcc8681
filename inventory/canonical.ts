import type { Properties } from "./resource.ts";

/** Pulumi's own book-keeping: neither cloud resources nor providers. */
const BOOKKEEPING = /^pulumi:(pulumi|providers):/;

/** Whether a Pulumi registration stands for something that a cloud will hold. */
export function isCloudResource(registration: { type: string; custom: boolean }): boolean {
	return registration.custom && !BOOKKEEPING.test(registration.type);
}

/** A provider that a program makes; the engine's own, of the stack's configuration, is called `default` and its version. */
const PROVIDER = /^pulumi:providers:/;
const DEFAULT_PROVIDER = /::default(_[\w-]+)?$/;

/** Whether a registration is the configuration by which a program reaches a cloud: nothing that a cloud holds, and judged all the same. */
export function isProvider({ type, urn }: { type: string; urn: string }): boolean {
	return PROVIDER.test(type) && !DEFAULT_PROVIDER.test(urn);
}

/**
 * The canonical type: the Pulumi token as it is, but group/version/Kind for Kubernetes, whose inputs are the manifest object itself.
 * `kubernetes:apps/v1:Deployment` → `apps/v1/Deployment`, `kubernetes:core/v1:Pod` → `v1/Pod`.
 */
export function canonicalType(token: string, properties: Properties): string {
	if (!token.startsWith("kubernetes:")) return token;
	const { apiVersion, kind } = properties;
	if (typeof apiVersion === "string" && typeof kind === "string") return `${apiVersion}/${kind}`;
	const [, group = "", name = ""] = token.split(":");
	return `${group.replace(/^core\//, "")}/${name}`;
}

/** The name and namespace that a person knows a resource by: the physical name where it is known, else the one in the program. */
export function displayName(logicalName: string, token: string, properties: Properties): { name: string; namespace?: string } {
	if (token.startsWith("kubernetes:")) {
		const metadata = properties["metadata"] as Properties | undefined;
		const name = metadata?.["name"];
		const namespace = metadata?.["namespace"];
		return {
			name: typeof name === "string" ? name : logicalName,
			...(typeof namespace === "string" ? { namespace } : {}),
		};
	}
	const name = properties["name"];
	return { name: typeof name === "string" && name !== "" ? name : logicalName };
}
