import type { Resource } from "../inventory/resource.ts";
import type { Problem } from "./control.ts";
import { present } from "./guard.ts";

export const IKE = "openstack:vpnaas/ikePolicy:IkePolicy";
export const IPSEC = "openstack:vpnaas/ipSecPolicy:IpSecPolicy";
export const CONNECTION = "openstack:vpnaas/siteConnection:SiteConnection";

interface Setting {
	key: string;
	absent: string;
	strong: RegExp;
	asked: string;
	/** The one kind of policy that has it. */
	only?: string;
}

/** What is asked of each setting, and what Neutron takes where it is absent. Source: VPNaaS API; strength as in BSI TR-02102-3. */
export const SETTINGS: readonly Setting[] = [
	{ key: "encryptionAlgorithm", absent: "aes-128", strong: /^aes-256(-|$)/, asked: "AES with 256 bits" },
	{ key: "authAlgorithm", absent: "sha1", strong: /^sha(256|384|512)$/, asked: "SHA-256 or better" },
	// Groups 22 to 24 are weak whatever their number: RFC 8247, section 2.4.
	{ key: "pfs", absent: "group5", strong: /^group(1[4-9]|2[015-9]|3\d)$/, asked: "group 14 or higher, but not 22 to 24" },
	{ key: "ikeVersion", absent: "v1", strong: /^v2$/, asked: "v2", only: IKE },
	{ key: "transformProtocol", absent: "esp", strong: /^(ah-)?esp$/, asked: "esp, because ah does not encrypt", only: IPSEC },
];

/** Why a setting of an IKE or IPsec policy is too weak; `undefined`: it is not, or the policy does not have it. */
export function weaknessOf({ type, properties }: Resource, { key, absent, strong, asked, only = type }: Setting): Problem | undefined {
	if (only !== type) return undefined;
	const isThere = present(properties, key);
	const value = isThere ? String(properties[key]).toLowerCase() : absent;
	if (strong.test(value)) return undefined;
	return isThere
		? { path: `/${key}`, message: `${key} is ${value}, not ${asked}.` }
		: { path: "", message: `Without ${key} it is ${value}, not ${asked}.` };
}
