import type { Properties } from "../../../inventory/resource.ts";
import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { markingOf } from "../../marking.ts";
import { CONNECTION, IKE, IPSEC, SETTINGS, weaknessOf } from "../../vpn.ts";

const strong = { encryptionAlgorithm: "aes-256", authAlgorithm: "sha256", pfs: "group14", ikeVersion: "v2" } as const;
const control: Control = {
	id: "net-vpn-strong",
	family: "net",
	severity: "high",
	title: "A VPN uses strong algorithms, and its key is a secret",
	rationale:
		"Neutron's defaults for a VPN are those of the nineties: who records the traffic today can read it, and a key in the state is no key.",
	remediation: "Set encryptionAlgorithm aes-256, authAlgorithm sha256, pfs group14 and ikeVersion v2, and pass psk as a Pulumi secret.",
	references: [direct(secnumcloud["10.2"]), direct(gdpr["32(1)(a)"]), partial(secnumcloud["10.5"]), partial(nis2["21.2(h)"])],
	appliesTo: [IKE, IPSEC, CONNECTION],
	scope: "resource",
	sources: ["plan", "state", "live"],
	judgesMarking: true,
	check(subject, { all, report, notApplicable, each }) {
		if (subject.type === CONNECTION) {
			// Neutron's API answers with the key in clear: only a description can keep it secret.
			if (all.sourceOf(subject) === "live") return notApplicable();
			if (markingOf(subject, "/psk") === "clear") report({ path: "/psk", message: "The pre-shared key is in clear in the state." });
			return;
		}
		each(SETTINGS, (setting) => {
			const weakness = weaknessOf(subject, setting);
			if (weakness !== undefined) report(weakness);
		});
	},
	examples: {
		pass: [
			{ title: "IKE", resources: [policy(IKE, {})] },
			{ title: "IPsec", resources: [policy(IPSEC, { transformProtocol: "esp", ikeVersion: "v1" })] },
			{
				title: "better still",
				resources: [policy(IKE, { encryptionAlgorithm: "aes-256-gcm-16", authAlgorithm: "sha512", pfs: "group21" })],
			},
			{ title: "a secret key", resources: [connection(new Secret())] },
		],
		fail: [
			{ title: "Neutron's defaults, IKE", resources: [{ type: IKE, name: "ike", properties: {} }] },
			{ title: "Neutron's defaults, IPsec", resources: [{ type: IPSEC, name: "ipsec", properties: {} }] },
			...["3des", "aes-128", "aes-192-ctr"].map((algorithm) => weak({ encryptionAlgorithm: algorithm })),
			...["sha1", "aes-xcbc"].map((algorithm) => weak({ authAlgorithm: algorithm })),
			...["group2", "group5", "group22", "group24"].map((pfs) => weak({ pfs })),
			weak({ ikeVersion: "v1" }),
			{ title: "authenticated but not encrypted", resources: [policy(IPSEC, { transformProtocol: "ah" })] },
			{ title: "a key in clear", resources: [connection("example")] },
		],
		unknown: [
			{ title: "an algorithm is not known", resources: [policy(IPSEC, { encryptionAlgorithm: new Unknown() })] },
			{ title: "the key comes later", resources: [connection(new Unknown())] },
		],
		notApplicable: [{ title: "a live connection", source: "live", resources: [connection("example")] }],
	},
};
export default control;

function policy(type: string, properties: Properties): ExampleResource {
	return { type, name: "policy", properties: { ...strong, ...properties } };
}
function weak(properties: Properties) {
	return { title: Object.values(properties).join(), resources: [policy(IKE, properties)] };
}
function connection(psk: string | Secret | Unknown): ExampleResource {
	return { type: CONNECTION, name: "prefecture", properties: { peerAddress: "203.0.113.8", psk } };
}
