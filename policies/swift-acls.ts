import type { Resource } from "../inventory/resource.ts";

export const CONTAINER = "openstack:objectstorage/container:Container";

/** Swift lets in by referrer under these names; a referrer is sent by the caller, so that any such grant is public. `-` takes away. */
const REFERRER = /^\.r(ef(err?er)?)?:(?!\s*-)/i;
/** Any user of any project of the cloud who has a token; other middleware than Keystone's writes one star. */
const ANY_TOKEN = /^(\*:\*|\*)$/;

/** What an access list grants, entry by entry. Source: OpenStack Swift, Access Control Lists, and swift/common/middleware/acl.py. */
export interface Grants {
	/** The entry that lets in anyone without a token. */
	anyone?: string;
	/** The entry that lets in whoever has a token of the cloud. */
	anyToken?: string;
	/** The entry by which names of objects can be listed without a token; it takes effect beside a grant to anyone. */
	listing?: string;
}

export function grantsOf(container: Resource, key: "containerRead" | "containerWrite"): Grants {
	const entries = String((container.properties as { [key: string]: unknown })[key] ?? "")
		.split(",")
		.map((entry) => entry.trim());
	const find = (holds: (entry: string) => boolean) => entries.find(holds);
	const anyone = find((entry) => REFERRER.test(entry));
	const anyToken = find((entry) => ANY_TOKEN.test(entry));
	const listing = find((entry) => entry.toLowerCase() === ".rlistings");
	return {
		...(anyone === undefined ? {} : { anyone }),
		...(anyToken === undefined ? {} : { anyToken }),
		...(listing === undefined ? {} : { listing }),
	};
}
