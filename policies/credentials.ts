import { gunzipSync } from "node:zlib";
import type { Index } from "./joins.ts";

/** A credential that a text holds: what it is and where, never its value. */
export interface Credential {
	what: string;
	/** Line in the text, from 1. */
	line: number;
}

/**
 * Values that their issuer made recognisable. Each form is the issuer's own, from the document named beside it; where it names none, from the
 * rules of gitleaks or secretlint (both MIT), which were read and not copied.
 */
const FORMS: readonly { what: string; source: string; form: RegExp }[] = [
	{
		what: "a private key",
		source: "RFC 7468; OpenSSH PROTOCOL.key",
		form: /-----BEGIN (?:(?!ENCRYPTED)[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s*[\w+/=:,\- ]{16}/,
	},
	{ what: "a PuTTY private key", source: "PuTTY manual, appendix C", form: /PuTTY-User-Key-File-\d: [\w-]+\s+Encryption: none/ },
	{ what: "an age secret key", source: "age specification, C2SP", form: /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/ },
	{ what: "a signed token (JWT)", source: "RFC 7519", form: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/ },
	{ what: "a Keystone token", source: "Fernet specification: version 0x80 and a 64-bit time", form: /\bgAAAAA[\w-]{80,}={0,2}/ },
	{ what: "a password hash", source: "crypt(5)", form: /\$(?:1|5|6|7|y|gy|2[abxy]|sha1|argon2(?:id?|d))\$[\w./=,$+-]{20,}/ },
	{
		what: "a login in a URL",
		source: "RFC 3986 3.2.1",
		form: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>${}|]*:(?![*xX]+@)[^\s/@"'<>${}|]+@[\w[]/i,
	},
	{
		what: "an Authorization header",
		source: "RFC 7617, RFC 6750",
		form: /\bAuthorization["']?\s*[:=]\s*["']?(?:Basic|Bearer|Token)\s+(?!example\b)[\w.~+/-]{12,}/i,
	},
	{
		what: "a kubeadm bootstrap token",
		source: "Kubernetes, Bootstrap Tokens",
		form: /(?:--token[= ]|\btoken["']?\s*[:=]\s*["']?)[a-z0-9]{6}\.[a-z0-9]{16}\b/,
	},
	{ what: "a K3s or RKE2 node token", source: "K3s, k3s token", form: /\bK10[0-9a-f]{64}::[\w-]+:\w{8,}/ },
	{ what: "an AWS access key", source: "AWS, IAM identifiers", form: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
	{ what: "a Google API key", source: "gitleaks gcp-api-key", form: /\bAIza[\w-]{35}(?![\w-])/ },
	{ what: "a Google OAuth secret", source: "secretlint gcp", form: /\bGOCSPX-[\w-]{28}(?![\w-])/ },
	{ what: "an Azure storage key", source: "Azure Storage, connection strings", form: /\bAccountKey=[\w+/]{86}==/ },
	{ what: "a GitHub token", source: "GitHub, token formats", form: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})/ },
	{ what: "a GitLab token", source: "GitLab, token prefixes", form: /\bgl(?:pat|rt|dt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,}/ },
	{ what: "a Slack token", source: "Slack, token types", form: /\bxox[abeoprs]-[\w-]{20,}/ },
	{
		what: "a Slack webhook",
		source: "Slack, incoming webhooks",
		form: /\bhooks\.slack\.com\/(?:services|workflows)\/T\w{6,}\/\w{6,}\/\w{16,}/,
	},
	{ what: "a Stripe key", source: "Stripe, API keys", form: /\b[rs]k_live_\w{16,}/ },
	{ what: "a SendGrid key", source: "secretlint sendgrid", form: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/ },
	{ what: "an npm token", source: "GitHub, npm token format", form: /\bnpm_[A-Za-z0-9]{36}\b/ },
	{ what: "a PyPI token", source: "PyPI, API tokens", form: /\bpypi-AgE[\w-]{50,}/ },
	{ what: "a Docker Hub token", source: "gitleaks docker", form: /\bdckr_(?:pat|oat)_[\w-]{20,}/ },
	{ what: "a Vault token", source: "HashiCorp Vault, tokens", form: /\bhv[sbr]\.[\w-]{24,}/ },
	{ what: "a Terraform token", source: "gitleaks hashicorp-tf-api-token", form: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}/ },
	{ what: "a Pulumi token", source: "gitleaks pulumi-api-token", form: /\bpul-[0-9a-f]{40}\b/ },
	{ what: "a DigitalOcean token", source: "DigitalOcean, token prefixes", form: /\bdo[oprt]_v1_[0-9a-f]{64}\b/ },
	{ what: "a Grafana token", source: "Grafana, service accounts", form: /\bgl(?:sa_[A-Za-z0-9]{32}_[0-9a-f]{8}\b|c_[\w+/=]{32,})/ },
	{ what: "a Tailscale key", source: "Tailscale, key prefixes", form: /\btskey-(?:auth|api|client)-\w{8,}-\w{16,}/ },
	{ what: "a Hugging Face token", source: "gitleaks huggingface", form: /\bhf_[A-Za-z]{34}\b/ },
	{ what: "a model provider's key", source: "gitleaks openai, anthropic", form: /\bsk-(?:proj|svcacct|ant)-[\w-]{20,}/ },
	{
		what: "a password on a command line",
		source: "chpasswd(8), passwd(1)",
		form: /\becho\s+(?:-\w+\s+)?["']?[a-z_][\w-]*:[^\s"'$|:]{3,}["']?\s*\|\s*(?:sudo\s+)?chpasswd|\becho\s+["']?[^\s"'$|]{3,}["']?\s*\|\s*(?:sudo\s+)?passwd\s+--stdin/,
	},
	{
		what: "a password on a command line",
		source: "curl(1), sshpass(1), mysql(1)",
		form: /\bcurl\b[^\n]{0,300}?\s(?:-u|--user)[= ]?["']?[^\s:"'$]+:[^\s"'${<]{3,}|\bsshpass\s+-p\s*["']?[^\s"'$<]{3,}|\bmysql(?:dump|admin)?\b[^\n|]{0,300}?\s-p[^\s"'$<-][^\s]{2,}/,
	},
];

/** `name: value`, `name=value`, `--name value`, `"name": "value"`; the name, the sign, then the value in quotes or up to a blank. */
const ASSIGNMENT =
	/(?<![\w.-])(?:--)?["']?((?=[\w.\- ]{0,60}(?:pass|pwd|psk|secret|token|key|credential))[A-Za-z][\w.-]{1,60})["']?([ \t]*(?::=|=>|=|:)[ \t]*|(?<=--[\w-]{1,60})[ \t]+)(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',;]+)(?=([ \t]+\S)?))/gi;
const CHPASSWD_USER = /^[ \t]*(?:-[ \t]+)?["']?[a-z_][\w-]*:(?![ \t])([^\s"'$:]+)["']?[ \t]*$/;
const BASE64 = /(?:[A-Za-z0-9+/]{60,76}\r?\n[ \t]*)+[A-Za-z0-9+/]{1,76}={0,2}|(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}/g;
const DOCKER_LOGIN = /"auth"\s*:\s*"([A-Za-z0-9+/]{6,}={0,2})"/;

/** Credentials in a text of any kind: cloud-init YAML or JSON, scripts, MIME parts; what is in base64 or gzip inside it too. At most nine. */
export function credentialsIn(text: string, depth = 0): Credential[] {
	const found = new Map<string, Credential>();
	const add = (what: string, index: number): void => {
		const line = countLines(text, index);
		if (found.size < 9) found.set(`${line} ${what}`, { what, line });
	};
	// A file written in JSON holds its own lines behind \n. The replacements are as long, so that places stay.
	const plain = text.includes("\\n") ? text.replaceAll("\\n", " \n").replaceAll('\\"', ' "') : text;
	for (const { what, form } of text.length < 8 ? [] : FORMS) {
		const match = form.exec(plain);
		if (match !== null) add(what, match.index);
	}
	for (const match of plain.matchAll(ASSIGNMENT)) {
		const [, name = "", sign, double, single, bare, more] = match;
		const quoted = double ?? single;
		const value = quoted ?? bare ?? "";
		if (quoted === undefined && more !== undefined && sign !== "=" && /^[A-Za-z-]+[.,:]?$/.test(value)) continue; // prose
		const what = namedCredential(name, value);
		if (what !== undefined) add(what, match.index);
	}
	for (const index of chpasswdUsers(plain)) add("a user's password", index);
	const login = DOCKER_LOGIN.exec(plain)?.[1];
	if (login !== undefined && /^[^:\s]+:.+/.test(decoded(login) ?? "")) add("a registry's login", plain.indexOf(login));
	for (const { 0: blob, index } of text.matchAll(BASE64)) {
		const inner = depth < 3 ? decoded(blob) : undefined;
		if (inner === undefined) continue;
		for (const { what } of credentialsIn(inner, depth + 1)) add(`${what}, in base64`, index);
	}
	if (found.size === 0) for (const index of randomWords(plain)) add("a value as random as a key", index);
	return [...found.values()];
}

/** What a named value is, where it is a credential: by its name, or by the value alone. Asked once for each pair of a run: labels repeat. */
export function credentialNamed(name: string, value: string, all: Index): string | undefined {
	const known = all.once(pairs);
	const pair = `${name}=${value}`;
	if (!known.has(pair)) known.set(pair, namedCredential(name, value) ?? credentialsIn(value)[0]?.what);
	return known.get(pair);
}

function pairs(): Map<string, string | undefined> {
	return new Map();
}

/** `credentialsIn`, once for each text of a run: replicas share theirs. */
export function credentialsOf(text: string, all: Index): Credential[] {
	const known = all.once(texts);
	let credentials = known.get(text);
	if (credentials === undefined) {
		credentials = credentialsIn(text);
		known.set(text, credentials);
	}
	return credentials;
}

function texts(): Map<string, Credential[]> {
	return new Map();
}

const PASSWORD = /(?:password|passwd|passphrase|passwort|pwd|psk)$|^pass$/;
const KEY =
	/(?:secret|token|credentials?|(?:^|_)(?:api|access|secret|private|encryption|auth|signing|master|account|url|sync|shared|join)_?keys?)$/;
const NO_VALUE =
	/^(?:true|false|yes|no|on|off|null|none|nil|undefined|~|required|requisite|sufficient|optional|disabled|enabled|random|r|prompt|ask|string|text|hash|plain|files|compat|sss|systemd|ldap|todo|redacted|secret|hidden|x{3,}|\*+|\.{3,}|!+\*?|-+|_+)$/i;
/** Filled in later, or kept elsewhere: a variable, a template's gap, a path, a reference to a keeper of secrets, something encrypted. */
const REFERENCE =
	/^(?:\$[({]|\$[A-Za-z_]\w*$|%[({]|\{|\[|<|\||>|@|&|!\w|ENC[[(]|\$ANSIBLE_VAULT|(?:vault|op|secrets?|secretsmanager|barbican|sops|ref\+\w+|arn|env|kms|keyvault|file):|[a-z][a-z0-9+.-]*:\/\/|~?\/[\w./-]*$|\.\.?\/)|\$\{|\$\(|\{\{|^(?:your|my|replace|insert|enter)[-_ ].*(?:password|token|secret|key|here|me)$/i;
const SLUG = /^[a-z]+(?:[-_.][a-z0-9]+)*$/;

function namedCredential(name: string, value: string): string | undefined {
	const words = name
		.replace(/([a-z0-9])([A-Z])/g, "$1_$2")
		.replace(/[.\-\s]+/g, "_")
		.toLowerCase();
	if (value.length < 3 || NO_VALUE.test(value) || REFERENCE.test(value)) return undefined;
	if (PASSWORD.test(words.slice(words.lastIndexOf("_") + 1))) return /^\d{1,2}$/.test(value) ? undefined : `a password (${name})`;
	if (!KEY.test(words) || value.length < 16 || /\s/.test(value) || !/\d/.test(value) || entropy(value) < 3) return undefined;
	return SLUG.test(value) && !words.endsWith("token") ? undefined : `a key or token (${name})`;
}

/** Where lines `user:password` stand below cloud-init's `chpasswd`. */
function* chpasswdUsers(text: string): Generator<number> {
	const start = /^([ \t]*)chpasswd:[^\n]*\n/m.exec(text);
	if (start === null) return;
	let at = start.index + start[0].length;
	for (const line of text.slice(at).split("\n")) {
		if (line.trim() !== "" && line.search(/\S/) <= (start[1] ?? "").length) return;
		const password = CHPASSWD_USER.exec(line)?.[1];
		if (password !== undefined && !NO_VALUE.test(password) && !REFERENCE.test(password)) yield at;
		at += line.length + 1;
	}
}

/** Digests and public keys are as random as keys, and meant to be read. */
const PUBLIC =
	/(?:sha\d{1,3}[-:=]|\bAAAA|ssh-\w+ |ecdsa-\S+ |-----BEGIN (?:[A-Z0-9]+ )*(?:CERTIFICATE|PUBLIC KEY|PGP MESSAGE|ENCRYPTED PRIVATE KEY)[A-Z ]*-----[\s\w+/=]*|publickey\W+|public_key\W+|fingerprint\W+)$/i;
const WORD = /(?<![\w+/.-])[A-Za-z0-9+/_-]{28,200}={0,2}(?![\w+/.@-])/g;

/** Where words stand that no person wrote: 4.2 bits a character or more, and kinds of character that change at every other step. */
function* randomWords(text: string): Generator<number> {
	for (const { 0: word, index } of text.matchAll(WORD)) {
		if (!/[a-z]/.test(word) || !/[A-Z]/.test(word) || !/\d.*\d/.test(word) || /^(?:AAAA|sha\d{3}-)|\/.*\/.*\//.test(word)) continue;
		if (entropy(word) < 4.2 || changes(word) < 0.4 || PUBLIC.test(text.slice(Math.max(0, index - 4000), index))) continue;
		if (decoded(word) === undefined) yield index;
	}
}

/** Shannon entropy in bits a character. */
export function entropy(text: string): number {
	const counts = new Map<string, number>();
	for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
	let bits = 0;
	for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
	return bits;
}

/** Share of steps from one character to the next that change between upper case, lower case, digits and others. */
function changes(word: string): number {
	const kinds = [...word].map((character) => (/[a-z]/.test(character) ? 0 : /[A-Z]/.test(character) ? 1 : /\d/.test(character) ? 2 : 3));
	return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length / (word.length - 1);
}

/** User data as text, out of base64 and gzip; `undefined`: it is no text. */
export function textOf(data: string): string | undefined {
	const compact = data.replace(/\s+/g, "");
	if (!/^[A-Za-z0-9+/]{16,}={0,2}$/.test(compact) || compact.length % 4 !== 0) return data;
	return decoded(compact);
}

/** The text behind base64, unpacked where it is gzip of at most 4 MiB; `undefined` where it is no text. */
function decoded(base64: string): string | undefined {
	let bytes: Buffer = Buffer.from(base64, "base64");
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
		try {
			bytes = gunzipSync(bytes, { maxOutputLength: 2 ** 22 });
		} catch {
			return undefined;
		}
	}
	const text = bytes.toString("utf8");
	// biome-ignore lint/suspicious/noControlCharactersInRegex: what is no text is told by them.
	return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? undefined : text;
}

function countLines(text: string, index: number): number {
	let line = 1;
	for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line++;
	return line;
}
