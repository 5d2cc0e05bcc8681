import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** CIS Kubernetes Benchmark v1.11, section 5 (policies). */
export const cisKubernetes = framework("CIS Kubernetes", {
	"5.1.1": "The role cluster-admin is bound only where it is needed.",
	"5.1.5": "Default service accounts are not used.",
	"5.1.6": "Service account tokens are mounted only where they are needed.",
	"5.2.1": "Each namespace has a policy that decides which pods are admitted.",
	"5.2.2": "Privileged containers are kept to a minimum.",
	"5.2.3": "Containers that share the host's processes are kept to a minimum.",
	"5.2.4": "Containers that share the host's IPC are kept to a minimum.",
	"5.2.5": "Containers that share the host's network are kept to a minimum.",
	"5.2.6": "Containers that may gain privileges are kept to a minimum.",
	"5.2.7": "Containers that run as root are kept to a minimum.",
	"5.2.8": "Containers with the capability NET_RAW are kept to a minimum.",
	"5.2.9": "Containers with added capabilities are kept to a minimum.",
	"5.2.10": "Containers that hold capabilities at all are kept to a minimum.",
	"5.2.11": "Windows HostProcess containers are kept to a minimum.",
	"5.2.12": "HostPath volumes are kept to a minimum.",
	"5.2.13": "Containers that use ports of the host are kept to a minimum.",
	"5.3.2": "Every namespace has network policies.",
	"5.4.1": "Secrets come as files rather than as environment variables.",
	"5.6.2": "Pods use the runtime's seccomp profile.",
	"5.6.3": "Pods and containers have a security context.",
});

/** 60, 7, 5, 26 and 35 recommendations in its five sections. */
const COUNTS = {
	"Section 1, control plane": 60,
	"Section 2, etcd": 7,
	"Section 3, its configuration": 5,
	"Section 4, nodes": 26,
	"Section 5, policies": 35,
};

export const cisKubernetesText: Text = {
	name: "CIS Kubernetes",
	title: "CIS Kubernetes Benchmark v1.11",
	source: "https://www.cisecurity.org/benchmark/kubernetes",
	clauses: cisKubernetes,
	// What is above is taken off, so that a clause that is added is not counted twice.
	elsewhere: parts(COUNTS)
		.map(({ part, clauses }) => ({
			part: `${part}, others`,
			clauses: clauses - Object.keys(cisKubernetes).filter((clause) => clause.startsWith(`${/\d/.exec(part)?.[0]}.`)).length,
		}))
		.filter(({ clauses }) => clauses > 0),
};
