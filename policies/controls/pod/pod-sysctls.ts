import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { items } from "../../guard.ts";
import { since } from "../../kubernetes-version.ts";
import { standard } from "../../pod-standard.ts";
import { eachPod, overPods } from "../../pods.ts";

/** Sysctls that stay within the pod, with the minor release since which the standard admits them. Source: check_sysctls.go of the standard. */
const SAFE: ReadonlyMap<string, number> = new Map([
	["kernel.shm_rmid_forced", 0],
	["net.ipv4.ip_local_port_range", 0],
	["net.ipv4.tcp_syncookies", 0],
	["net.ipv4.ping_group_range", 0],
	["net.ipv4.ip_unprivileged_port_start", 0],
	["net.ipv4.ip_local_reserved_ports", 27],
	["net.ipv4.tcp_keepalive_time", 29],
	["net.ipv4.tcp_fin_timeout", 29],
	["net.ipv4.tcp_keepalive_intvl", 29],
	["net.ipv4.tcp_keepalive_probes", 29],
	["net.ipv4.tcp_rmem", 32],
	["net.ipv4.tcp_wmem", 32],
	["net.ipv4.tcp_slow_start_after_idle", 37],
	["net.ipv4.tcp_notsent_lowat", 37],
]);
const setting = (...names: unknown[]) => ({
	containers: [container()],
	securityContext: { sysctls: names.map((name) => ({ name: name as string, value: "1" })) },
});

const control: Control = {
	...overPods,
	id: "pod-sysctls",
	severity: "high",
	title: "Only sysctls that stay within the pod are set",
	rationale: "Other settings of the kernel reach the whole node and everybody on it.",
	remediation: "Remove the sysctl from the pod; where all pods need it, it belongs into the node's own configuration.",
	references: standard("baseline/sysctls"),
	check(subject, context) {
		eachPod(subject, context, ({ spec, path }) => {
			const at = `${path}/securityContext/sysctls`;
			context.each(items(spec.securityContext?.sysctls, subject, at), (sysctl, index) => {
				const name = sysctl?.name ?? "";
				if (since(SAFE.get(name) ?? Number.POSITIVE_INFINITY, context)) return;
				const when = SAFE.has(name) ? ` before 1.${SAFE.get(name)}` : "";
				context.report({
					path: `${at}/${index}/name`,
					message: `The pod sets the sysctl ${name}, which the standard does not admit${when}.`,
				});
			});
		});
	},
	examples: {
		pass: [
			...inEveryKind("none", { containers: [container()] }),
			ofPod("safe ones", setting(...SAFE.keys())),
			...[...SAFE].map(([name, minor]) =>
				ofPod(`${name} since 1.${Math.max(minor, 25)}`, setting(name), { kubernetesVersion: { major: 1, minor: Math.max(minor, 25) } }),
			),
			ofPod("null is none", { containers: [container()], securityContext: { sysctls: null } }),
		],
		fail: [
			...inEveryKind("one of the node", setting("net.ipv4.tcp_syncookies", "kernel.msgmax")),
			...[...SAFE]
				.filter(([, minor]) => minor > 25)
				.map(([name, minor]) =>
					ofPod(`${name} before 1.${minor}`, setting(name), {
						kubernetesVersion: { major: 1, minor: minor - 1 },
						says: `before 1.${minor}`,
					}),
				),
			ofPod("behind one that is not known", setting(new Unknown(), "vm.swappiness"), { says: "vm.swappiness" }),
			ofPod("of no name", { containers: [container()], securityContext: { sysctls: [{ value: "1" }] } }),
		],
		unknown: [ofPod("not known", setting(new Unknown()))],
	},
};
export default control;
