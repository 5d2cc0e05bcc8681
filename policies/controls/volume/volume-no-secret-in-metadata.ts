import type { Control } from "../../control.ts";
import { volume } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { forbidCredentials, metadataExamples } from "../../metadata.ts";
import { VOLUME } from "../../volume-types.ts";

const control: Control = {
	id: "volume-no-secret-in-metadata",
	family: "volume",
	severity: "critical",
	title: "Metadata of the volume holds no credential",
	rationale:
		"Metadata is read by every member of the project, is copied to snapshots and backups, and lies in clear in the state and in logs.",
	remediation: "Remove the value, revoke it where it was issued, and keep it in the key manager (Barbican).",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [VOLUME],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check: forbidCredentials,
	examples: metadataExamples((metadata) => volume("data", { metadata })),
};
export default control;
