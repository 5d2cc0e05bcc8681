import type { Control } from "../../control.ts";
import { instance } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { forbidCredentials, metadataExamples } from "../../metadata.ts";

const control: Control = {
	id: "compute-no-secret-in-metadata",
	family: "compute",
	severity: "critical",
	title: "Metadata of the instance holds no credential",
	rationale:
		"Metadata is read by every process of the machine and by every member of the project, and lies in clear in the state and in logs.",
	remediation: "Remove the value, revoke it where it was issued, and keep it in the key manager (Barbican).",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ["openstack:compute/instance:Instance"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check: forbidCredentials,
	examples: metadataExamples((metadata) => instance({ metadata })),
};
export default control;
