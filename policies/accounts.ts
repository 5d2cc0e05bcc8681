import type { Resource } from "../inventory/resource.ts";
import { leafAt, present } from "./guard.ts";
import type { Index } from "./joins.ts";
import { called } from "./namespaced.ts";
import type { Pod } from "./pods.ts";
import { namespaceOf } from "./pods.ts";

export const ACCOUNT = "v1/ServiceAccount";
/** The name of the field, and its older one. */
const FIELDS = ["serviceAccountName", "serviceAccount"] as const;

/** Name of the account that a pod runs under; for one that is named later, the name of that account. Throws `UnknownValue`. */
export function accountOf(subject: Resource, { spec, path }: Pod, all: Index): string {
	const field = FIELDS.find((each) => present(spec, each));
	if (field === undefined) return "default";
	const pointer = `${path}/${field}`;
	const leaf = leafAt(subject, pointer);
	if (typeof leaf === "string") return leaf;
	const account = called(subject, pointer, ACCOUNT, namespaceOf(subject), all);
	return String((account?.properties["metadata"] as { name?: string } | undefined)?.name ?? leaf);
}
