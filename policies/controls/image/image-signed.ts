import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { image } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { IMAGE, missingSignature } from "../../images.ts";

const signature = {
	img_signature: "c2lnbmF0dXJlIG9mIGFuIGV4YW1wbGU=",
	img_signature_hash_method: "SHA-256",
	img_signature_key_type: "RSA-PSS",
	img_signature_certificate_uuid: "5e5d0f1c-0000-4000-8000-000000000007",
} as const;
const { img_signature_certificate_uuid: _, ...uncertified } = signature;
const signed = (properties: Properties) => image({ properties });

const control: Control = {
	id: "image-signed",
	family: "image",
	severity: "medium",
	title: "The image is signed",
	rationale:
		"Only a signature shows that the machine starts what its makers built: whoever can write to the image store can otherwise change it.",
	remediation:
		"Sign the image and set img_signature, img_signature_hash_method, img_signature_key_type and img_signature_certificate_uuid in properties.",
	references: [partial(nis2["21.2(e)"]), partial(secnumcloud["12.11"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [IMAGE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report }) {
		const missing = missingSignature(subject);
		if (missing.length === 0) return;
		const path = subject.properties["properties"] === undefined ? "" : "/properties";
		report({ path, message: `It is not signed: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} absent.` });
	},
	examples: {
		pass: [
			{ title: "signed", resources: [signed(signature)] },
			{ title: "signed with another key", resources: [signed({ ...signature, img_signature_key_type: "ECC_SECP384R1" })] },
		],
		fail: [
			{ title: "no properties", resources: [image({})], at: "" },
			{ title: "other properties", resources: [signed({ os_distro: "debian" })], at: "/properties" },
			{ title: "a signature without certificate", resources: [signed(uncertified)] },
			{ title: "an empty signature", resources: [signed({ ...signature, img_signature: "" })] },
		],
		unknown: [{ title: "the signature is not known", resources: [signed({ ...signature, img_signature: new Unknown() })] }],
	},
};
export default control;
