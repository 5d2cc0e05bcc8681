import { framework } from "./clause.ts";

/** Kubernetes Pod Security Standards, https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const podSecurity = framework("Pod Security Standards", {
	"baseline/privileged": "No container is privileged.",
	"restricted/privilege-escalation": "No container may gain more privileges than its parent process.",
	"restricted/run-as-non-root": "No container runs as root.",
});
