import { framework } from "./clause.ts";

/** CIS Kubernetes Benchmark v1.11, section 5 (policies). */
export const cisKubernetes = framework("CIS Kubernetes", {
	"5.2.1": "Each namespace has a policy that decides which pods are admitted.",
	"5.2.2": "Privileged containers are kept to a minimum.",
	"5.2.6": "Containers that may gain privileges are kept to a minimum.",
	"5.2.7": "Containers that run as root are kept to a minimum.",
	"5.3.2": "Every namespace has network policies.",
});
