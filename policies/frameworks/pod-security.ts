import type { Text } from "./clause.ts";
import { framework } from "./clause.ts";

/** Kubernetes Pod Security Standards, https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const podSecurity = framework("Pod Security Standards", {
	"baseline/host-process": "No container is a HostProcess container of Windows.",
	"baseline/host-namespaces": "No pod shares the network, processes or IPC of its node.",
	"baseline/privileged": "No container is privileged.",
	"baseline/capabilities": "No container adds a capability beyond the runtime's usual ones, nor NET_RAW.",
	"baseline/host-path": "No volume is a path of the node.",
	"baseline/host-ports": "No container takes a port of the node.",
	"baseline/host-probes": "No probe or lifecycle hook names another host (since 1.34).",
	"baseline/apparmor": "Nothing takes the runtime's AppArmor profile away.",
	"baseline/selinux": "No SELinux user or role is set, and no type but those of containers.",
	"baseline/proc-mount": "The masks of /proc stay; since 1.35 not asked of pods in a user namespace.",
	"baseline/seccomp": "Seccomp is not switched off.",
	"baseline/sysctls": "Only sysctls that stay within the pod are set.",
	"restricted/volume-types": "Volumes are of types that Kubernetes itself keeps apart.",
	"restricted/privilege-escalation": "No container may gain more privileges than its parent process.",
	"restricted/run-as-non-root": "No container runs as root; since 1.35 not asked of pods in a user namespace.",
	"restricted/run-as-user": "No container names root as its user; since 1.35 not asked of pods in a user namespace.",
	"restricted/seccomp": "Every container has a seccomp profile.",
	"restricted/capabilities": "Every container drops all capabilities and adds none but NET_BIND_SERVICE.",
});

export const podSecurityText: Text = {
	name: "Pod Security Standards",
	title: "Kubernetes Pod Security Standards, baseline and restricted",
	source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
	clauses: podSecurity,
	elsewhere: [],
};
