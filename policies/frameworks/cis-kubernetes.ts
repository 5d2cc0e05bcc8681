import type { Text } from "./clause.ts";
import { framework, parts } from "./clause.ts";

/** CIS Kubernetes Benchmark v1.11, section 5 (policies). */
export const cisKubernetes = framework("CIS Kubernetes", {
	"5.2.1": "Each namespace has a policy that decides which pods are admitted.",
	"5.2.2": "Privileged containers are kept to a minimum.",
	"5.2.6": "Containers that may gain privileges are kept to a minimum.",
	"5.2.7": "Containers that run as root are kept to a minimum.",
	"5.3.2": "Every namespace has network policies.",
	"5.7.4": "The namespace default is not used.",
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
