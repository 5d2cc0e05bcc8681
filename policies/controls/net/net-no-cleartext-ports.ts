import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { environment, group, inBothFamilies, ports, rule, subnet, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { cameFrom, isIngress, overlap, portSpans, portsOf, protocolOf, RULE, shown, sourcePath, spansOf } from "../../security-groups.ts";

/** FTP, Telnet, TFTP, POP3, IMAP, LDAP, rexec with rlogin and rsh or syslog, rsync, NFS. Source: IANA service names. */
const PORTS = ["20-21", "23", "69", "110", "143", "389", "512-514", "873", "2049"];

const control: Control<{ ports: string[] }> = {
	id: "net-no-cleartext-ports",
	family: "net",
	severity: "high",
	title: "Nothing from outside comes in on a protocol without encryption",
	rationale: "These protocols carry passwords and content in clear; on the way into the environment anyone between reads and changes them.",
	remediation:
		"Use the encrypted sister (SFTP, SSH, IMAPS, LDAPS, syslog over TLS), or set remoteGroupId to the group in this environment that calls.",
	references: [direct(secnumcloud["10.2"]), partial(gdpr["32(1)(a)"]), supporting(nis2["21.2(h)"]), supporting(nis2["21.2(j)"])],
	appliesTo: [RULE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { ports: portSpans("Ports and ranges of protocols without encryption.", PORTS) },
	check(rule, { all, parameters, report, unknown, notApplicable }) {
		const protocol = isIngress(rule) ? protocolOf(rule) : undefined;
		if (protocol === undefined || !["tcp", "udp", "any"].includes(protocol)) return notApplicable();
		const open = portsOf(rule);
		const watched = spansOf(parameters.ports).filter((span) => overlap(span, open));
		if (watched.length === 0) return;
		const place = cameFrom(rule, all);
		if (place === "inside") return;
		const path = sourcePath(rule);
		if (place === "unknown") return unknown(path, "whether the source is part of this environment is not known");
		report({ path, message: `Port ${watched.map(shown).join(", ")}, in clear, can be reached from outside this environment.` });
	},
	examples: {
		pass: [
			{ title: "from a group of this environment", resources: [rule({ remoteGroupId: "app", ...ports(389) }), group("app")] },
			...inBothFamilies(({ ethertype, tier, town }) => ({
				title: "from a subnet of this environment",
				resources: [rule({ ethertype, remoteIpPrefix: tier, ...ports(2049) }), subnet(town)],
			})),
			{
				title: "from the range that the environment declares",
				resources: [rule({ remoteIpPrefix: "10.20.64.0/18", ...ports(514) }), environment({ network: { cidr: "10.20.0.0/16" } })],
			},
			...inBothFamilies(({ ethertype, world }) => ({
				title: "an encrypted protocol",
				resources: [rule({ ethertype, remoteIpPrefix: world, ...ports(515, 872) })],
			})),
		],
		fail: [
			...worldOn(23),
			...inBothFamilies(({ ethertype, partner, town }) => ({
				title: "from a partner",
				resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(21) }), subnet(town)],
			})),
			...inBothFamilies(({ ethertype, inside, town }) => ({
				title: "from private space that is wider than the environment",
				resources: [rule({ ethertype, protocol: "udp", remoteIpPrefix: inside, ...ports(514) }), subnet(town)],
			})),
			{ title: "from a group that is not in the list", resources: [rule({ remoteGroupId: "stranger", ...ports(143) })] },
		],
		unknown: [
			...unknownSourcesOn(23),
			{ title: "a subnet's range is not known", resources: [rule({ remoteIpPrefix: "10.1.0.0/24", ...ports(23) }), subnet(new Unknown())] },
			{ title: "the subnet may lie outside this part", partial: true, resources: [rule({ remoteIpPrefix: "10.1.0.0/24", ...ports(23) })] },
		],
		notApplicable: [{ title: "the way out", resources: [rule({ direction: "egress", ...ports(23) })] }],
	},
};
export default control;
