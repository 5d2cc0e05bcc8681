import type { Text } from "./clause.ts";
import { framework } from "./clause.ts";

/** Kubernetes Pod Security Standards, https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const podSecurity = framework("Pod Security Standards", {
	"baseline/privileged": "No container is privileged.",
	"restricted/privilege-escalation": "No container may gain more privileges than its parent process.",
	"restricted/run-as-non-root": "No container runs as root.",
});

export const podSecurityText: Text = {
	name: "Pod Security Standards",
	title: "Kubernetes Pod Security Standards, baseline and restricted",
	source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
	clauses: podSecurity,
	elsewhere: [],
};
