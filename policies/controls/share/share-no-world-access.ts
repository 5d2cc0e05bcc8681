import type { Properties, Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { UnknownValue } from "../../guard.ts";
import type { Range } from "../../world.ts";
import { isShare, isWorld, rangeOf } from "../../world.ts";

const ACCESS = "openstack:sharedfilesystem/shareAccess:ShareAccess";
const SHARES = ["openstack:sharedfilesystem/share:Share"] as const;

const control: Control = {
	id: "share-no-world-access",
	family: "share",
	severity: "high",
	title: "The share is mounted by named addresses or users only",
	rationale: "NFS takes the address for the person: a rule for any address lets everyone who reaches the share read it, and mostly write.",
	remediation: "Set accessTo to the subnet or the address of the machines that mount the share.",
	references: [direct(gdpr["25(2)"]), direct(secnumcloud["9.7"]), partial(gdpr["5(1)(f)"]), partial(nis2["21.2(i)"])],
	appliesTo: [ACCESS],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(access, { all, report }) {
		const { accessTo } = access.properties as { accessTo?: string };
		const range = rangeIn(access);
		if (range === undefined) {
			if (/^(\*|everyone|guest)$/i.test(String(accessTo))) report({ path: "/accessTo", message: `${accessTo} is any user.` });
			return;
		}
		if (isWorld([range])) return report({ path: "/accessTo", message: `The world (${accessTo}) may mount the share.` });
		if (!isShare(range)) return;
		const { list, complete } = all.siblings(access, "/shareId", SHARES);
		const together = list.map(rangeIn).filter((each) => each !== undefined);
		if (isWorld(together)) report({ path: "/accessTo", message: `${accessTo} and the share's other rules are the world together.` });
		else if (!complete) throw new UnknownValue(access, "/shareId", new Unknown("not every rule of the share is known"));
	},
	examples: {
		pass: [
			{ title: "a subnet", resources: [access("10.20.0.0/24")] },
			{ title: "a subnet of IPv6", resources: [access("fd00:20::/64")] },
			{ title: "one address", resources: [access("203.0.113.7")] },
			{ title: "a wide range alone", resources: [access("12.0.0.0/8")] },
			{ title: "a user", resources: [access("agent", { accessType: "user" })] },
		],
		fail: [
			{ title: "any address", resources: [access("0.0.0.0/0")] },
			{ title: "any address of IPv6", resources: [access("::/0")] },
			{ title: "to read only", resources: [access("0.0.0.0/0", { accessLevel: "ro" })] },
			{ title: "half of the world", resources: [access("128.0.0.0/1")] },
			{ title: "wide ranges that together are the world", resources: [access("12.0.0.0/8"), { ...access("13.0.0.0/8"), name: "other" }] },
			{ title: "any user", resources: [access("*", { accessType: "user" })] },
		],
		unknown: [
			{ title: "who is not known", resources: [access(new Unknown())] },
			{ title: "the range is no address", resources: [access("everywhere")] },
			{ title: "other rules may lie outside this part", partial: true, resources: [access("12.0.0.0/8")] },
		],
	},
};
export default control;

/** The addresses that a rule lets in; `undefined`: it names users. */
function rangeIn(access: Resource): Range | undefined {
	const { accessType, accessTo } = access.properties as { accessType?: string; accessTo?: string };
	if (String(accessType).toLowerCase() !== "ip") return undefined;
	const range = rangeOf(String(accessTo));
	if (range === undefined) throw new UnknownValue(access, "/accessTo", new Unknown("it is not a range of addresses"));
	return range;
}
function access(accessTo: string | Unknown, properties: Properties = {}): ExampleResource {
	return { type: ACCESS, name: "access", properties: { shareId: "files", accessType: "ip", accessLevel: "rw", accessTo, ...properties } };
}
