/** A public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`. Source: RFC 4253, section 6.6. */
export interface PublicKey {
	algorithm: string;
	/** Length of the modulus, of an RSA key. */
	rsaBits?: number;
}

/** `undefined`: not such a key, or one whose content is of another algorithm than it says. */
export function publicKeyOf(text: string): PublicKey | undefined {
	const [algorithm = "", base64 = ""] = text.trim().split(/\s+/);
	const parts = partsOf(Buffer.from(base64, "base64"));
	if (parts[0]?.toString("latin1") !== algorithm) return undefined;
	if (algorithm !== "ssh-rsa") return { algorithm };
	const modulus = parts[2];
	if (modulus === undefined) return undefined;
	// A leading zero byte keeps the number positive and counts for nothing.
	const start = modulus.findIndex((byte) => byte !== 0);
	return { algorithm, rsaBits: start < 0 ? 0 : (modulus.length - start) * 8 - Math.clz32(modulus[start] as number) + 24 };
}

/** Each part is its length in four bytes, then its bytes. */
function partsOf(bytes: Buffer): Buffer[] {
	const parts: Buffer[] = [];
	for (let at = 0; at + 4 <= bytes.length; ) {
		const length = bytes.readUInt32BE(at);
		parts.push(bytes.subarray(at + 4, at + 4 + length));
		at += 4 + length;
	}
	return parts;
}
