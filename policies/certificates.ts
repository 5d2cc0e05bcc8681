import type { Resource } from "../inventory/resource.ts";
import { items } from "./guard.ts";
import type { Index } from "./joins.ts";
import { namespaceOf } from "./pods.ts";

const CERTIFICATES = ["cert-manager.io/v1/Certificate", "cert-manager.io/v1beta1/Certificate", "cert-manager.io/v1alpha2/Certificate"];

/** cert-manager's certificates by the Secret that they end up in, `namespace/name`; `open`: of one it is not known. Pass to `Index.once`. */
export function certificatesBySecret(all: Index): { found: ReadonlyMap<string, Resource>; open: boolean } {
	const found = new Map<string, Resource>();
	let open = false;
	for (const certificate of CERTIFICATES.flatMap((type) => all.ofType(type)))
		try {
			const { secretName } = (certificate.properties["spec"] ?? {}) as { secretName?: string };
			if (secretName) found.set(`${namespaceOf(certificate)}/${secretName}`, certificate);
		} catch {
			open = true;
		}
	return { found, open };
}

/** Names that a certificate is asked for; none where it goes by something else, such as a literal subject. */
export function namesOf(certificate: Resource): readonly string[] {
	const { dnsNames, commonName } = (certificate.properties["spec"] ?? {}) as { dnsNames?: readonly string[]; commonName?: string };
	return [...items(dnsNames, certificate, "/spec/dnsNames"), ...(commonName ? [commonName] : [])];
}
