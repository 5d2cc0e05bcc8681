import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { forbidCredentials, metadataExamples } from "../../metadata.ts";
import { CONTAINER } from "../../swift-acls.ts";

const OBJECT = "openstack:objectstorage/containerObject:ContainerObject";
const ACCOUNT = "openstack:objectstorage/accountV1:AccountV1";
const { pass, fail, unknown } = metadataExamples((metadata) => container({ metadata }));

const control: Control = {
	id: "object-no-secret-in-metadata",
	family: "object",
	severity: "critical",
	title: "Metadata of containers, objects and the account holds no credential",
	rationale: "Metadata is sent with every answer to whoever may read, lies in clear in the state and in logs, and is no place for a key.",
	remediation: "Remove the value, revoke it where it was issued, and keep it in the key manager (Barbican).",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [CONTAINER, OBJECT, ACCOUNT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check: forbidCredentials,
	examples: {
		pass,
		fail: [
			...fail,
			{
				title: "the account's key for temporary URLs",
				resources: [{ type: ACCOUNT, name: "account", properties: { metadata: { "Temp-URL-Key": "Example7Fake3Not1Real9Value" } } }],
			},
			{ title: "an object", resources: [{ type: OBJECT, name: "a.pdf", properties: { metadata: { "scan-password": "winter-2026" } } }] },
		],
		unknown: [...unknown, { title: "all of it is not known", resources: [container({ metadata: new Unknown() })] }],
	},
};
export default control;

function container(properties: Properties) {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", ...properties } };
}
