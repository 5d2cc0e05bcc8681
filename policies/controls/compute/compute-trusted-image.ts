import type { Properties } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { image, instance, volume } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { IMAGES, imageLeafOf, missingSignature } from "../../images.ts";
import { FOREIGN_IMAGE } from "../../live-types.ts";
import { INSTANCE } from "../../ports.ts";

const signature = {
	img_signature: "c2lnbmF0dXJl",
	img_signature_hash_method: "SHA-256",
	img_signature_key_type: "RSA-PSS",
	img_signature_certificate_uuid: "5e5d0f1c-0000-4000-8000-000000000007",
} as const;
const started = (properties: Properties = {}) => instance({ imageId: "debian", ...properties });
const foreign = (properties: Properties): ExampleResource => ({ type: FOREIGN_IMAGE, name: "debian", properties });
const fromVolume = instance({ blockDevices: [{ sourceType: "volume", uuid: "boot", destinationType: "volume", bootIndex: 0 }] });

const control: Control = {
	id: "compute-trusted-image",
	family: "compute",
	severity: "medium",
	title: "The machine was started from an image that is vouched for",
	rationale:
		"Without a signature nobody can tell whether the machine runs what its makers built or what somebody put into the image store.",
	remediation: "Start it with trusted image certificates, or from an image that is signed (image-signed says how).",
	references: [partial(nis2["21.2(e)"]), partial(secnumcloud["12.11"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [INSTANCE],
	scope: "stack",
	// No provider's schema has the certificates, and a plan knows nothing about an image that it does not make.
	sources: ["live"],
	check(server, { all, report, absent, notApplicable }) {
		const { trustedImageCertificates: certificates } = server.properties as { trustedImageCertificates?: readonly string[] };
		if (items(certificates, server, "/trustedImageCertificates").length > 0) return;
		const leaf = imageLeafOf(server, all);
		if (leaf === undefined) return notApplicable();
		const found = all.reference(leaf.holder, leaf.pointer, IMAGES);
		if (found === undefined) return absent({ path: leaf.path, message: "It names no certificates, and its image is gone." });
		if (missingSignature(found).length > 0)
			report({ path: leaf.path, message: `It names no certificates, and its image ${found.name} is not signed.` });
	},
	examples: {
		pass: [
			{ title: "certificates", resources: [started({ trustedImageCertificates: ["0f"] })] },
			{ title: "a signed image", resources: [started(), image({ properties: signature })] },
			{ title: "a signed image of the cloud", resources: [started(), foreign(signature)] },
			{ title: "a volume of a signed image", resources: [fromVolume, volume("boot", { imageId: "debian" }), foreign(signature)] },
		],
		fail: [
			{ title: "an image that is not signed", resources: [started(), image({})] },
			{ title: "an image of the cloud that is not signed", resources: [started({ trustedImageCertificates: [] }), foreign({})] },
			{ title: "half a signature", resources: [started(), foreign({ img_signature: "c2lnbmF0dXJl" })] },
			{ title: "a volume of such an image", resources: [fromVolume, volume("boot", { imageId: "debian" }), foreign({})] },
			{ title: "an image that is gone", resources: [started()] },
		],
		unknown: [{ title: "the image lies outside this part", partial: true, resources: [started()] }],
		notApplicable: [
			{ title: "a plan shows nothing of it", source: "plan", resources: [started(), image({})] },
			{ title: "no image", resources: [fromVolume, volume("boot", {})] },
		],
	},
};
export default control;
