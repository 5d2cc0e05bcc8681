import { gunzipSync } from "node:zlib";

/** No text of an artefact is longer: a bomb of a few kilobytes unpacks to more. In bytes. */
const LARGEST = 400 * 2 ** 20;

/**
 * Bytes as text: UTF-8, or UTF-16 as PowerShell writes it, with a byte order mark or without; unpacked where they are gzip. What is no text
 * is said in a sentence.
 */
export function decoded(bytes: Buffer): string | { problem: string } {
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
		try {
			return decoded(gunzipSync(bytes, { maxOutputLength: LARGEST }));
		} catch {
			return { problem: "it is packed with gzip and can't be unpacked, or would fill more than 400 MiB." };
		}
	}
	if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) {
		return {
			problem: "it is a ZIP archive. Unpack it; a saved Terraform plan is written as JSON by `terraform show -json FILE > plan.json`.",
		};
	}
	const encoding = encodingOf(bytes);
	let text: string;
	try {
		text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		return { problem: `it is not ${encoding === "utf-8" ? "UTF-8" : "UTF-16"}. Save it as UTF-8.` };
	}
	// A NUL is no text in either JSON or YAML.
	const nul = text.indexOf("\0");
	if (nul >= 0) return { problem: `a NUL byte stands in line ${lineAt(text, nul)}: this is no text, or a damaged one.` };
	return text;
}

/** YAML 1.2, 5.2: a first character of ASCII tells UTF-16 by where its zero byte is. */
function encodingOf([first, second]: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
	if ((first === 0xff && second === 0xfe) || (first !== undefined && first !== 0 && second === 0)) return "utf-16le";
	if ((first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0)) return "utf-16be";
	return "utf-8";
}

function lineAt(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
	return line;
}
