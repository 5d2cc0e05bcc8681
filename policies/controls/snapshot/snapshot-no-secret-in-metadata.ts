import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { SNAPSHOT } from "../../live-types.ts";
import { forbidCredentials, metadataExamples } from "../../metadata.ts";

const control: Control = {
	id: "snapshot-no-secret-in-metadata",
	family: "snapshot",
	severity: "critical",
	title: "Metadata of the snapshot holds no credential",
	rationale: "A snapshot outlives its volume, and its metadata is read by every member of the project for as long.",
	remediation: "Remove the value, revoke it where it was issued, and keep it in the key manager (Barbican).",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [SNAPSHOT],
	scope: "resource",
	// No Pulumi type makes snapshots.
	sources: ["live"],
	check: forbidCredentials,
	examples: metadataExamples((metadata) => ({ type: SNAPSHOT, name: "before-upgrade", properties: { volume_id: "data", metadata } })),
};
export default control;
