import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { credentialNamed, credentialsIn, entropy, textOf } from "./credentials.ts";
import { Index } from "./joins.ts";

/** Made up, and put together here so that no file of this repository holds anything that looks like a real token. */
const fake = (length: number, alphabet = "ExAmPle0Fake1Not2Real3") => alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
const hex = (length: number) => fake(length, "0123456789abcdef");
const random = "qZ7mR2xW9kT4vB8nL1cY6hJ3pD5sG0fA";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const wrapped = (text: string) => base64(text).replace(/.{76}/g, "$&\n");
const pem = (kind: string) => `-----BEGIN ${kind}-----\n${fake(64)}\n-----END ${kind}-----`;

const HELD: [what: string, text: string][] = [
	["RSA key", pem("RSA PRIVATE KEY")],
	["OpenSSH key", pem("OPENSSH PRIVATE KEY")],
	["key in a YAML block", `write_files:\n- content: |\n    ${pem("PRIVATE KEY").replaceAll("\n", "\n    ")}`],
	["key in JSON", JSON.stringify({ content: pem("EC PRIVATE KEY") })],
	["PuTTY key", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"],
	["age key", `AGE-SECRET-KEY-1${fake(58, "EXAMPLE0FAKE2".replaceAll(/[1BIO]/g, "Q"))}`],
	["JWT", `eyJ${fake(20)}.eyJ${fake(30)}.${fake(30)}`],
	["Fernet token", `gAAAAA${fake(150)}`],
	["hash of a password", `passwd: $6$rounds=4096$example$${fake(86)}`],
	["yescrypt hash", `hashed_passwd: $y$j9T$${fake(22)}$${fake(43)}`],
	["URL with a login", "postgres://town:not-a-real-one@db.example/town"],
	["proxy with a login", "http_proxy=http://agent:example@proxy.example:3128"],
	["URL with a login for an IPv6 host", "https://agent:example@[2001:db8::1]/"],
	["basic authorisation", `curl -H "Authorization: Basic ${base64("agent:not-real")}" https://town.example`],
	["bearer", `Authorization: Bearer ${fake(32)}`],
	[
		"kubeadm",
		`kubeadm join 192.0.2.7:6443 --token ${fake(6, "abc123")}.${fake(16, "abcdef0123456789")} --discovery-token-unsafe-skip-ca-verification`,
	],
	["kubeadm configuration", `bootstrapTokens:\n- token: ${fake(6, "abc123")}.${fake(16, "abcdef0123456789")}`],
	["RKE2 node token", `token: K10${hex(64)}::server:${hex(32)}`],
	["AWS", `AKIA${fake(16, "EXAMPLE2")}`],
	["AWS secret", `aws_secret_access_key = ${fake(40)}`],
	["Google", `AIza${fake(35)}`],
	["Google OAuth", `GOCSPX-${fake(28)}`],
	["Azure", `DefaultEndpointsProtocol=https;AccountKey=${fake(86)}==`],
	["GitHub", `git clone https://github.example/town && export GH=ghp_${fake(36)}`],
	["GitHub, fine-grained", `github_pat_${fake(82)}`],
	["GitLab", `glpat-${fake(20)}`],
	["GitLab runner", `gitlab-runner register --token glrt-${fake(20)}`],
	["Slack", `xoxb-${fake(24)}-${fake(24)}`],
	["Slack webhook", `https://hooks.slack.com/services/T${fake(9)}/B${fake(9)}/${fake(24)}`],
	["Stripe", `sk_live_${fake(24)}`],
	["SendGrid", `SG.${fake(22)}.${fake(43)}`],
	["npm", `//registry.example/:_authToken=npm_${fake(36)}`],
	["PyPI", `pypi-AgE${fake(60)}`],
	["Docker Hub", `dckr_pat_${fake(27)}`],
	["Vault", `VAULT_TOKEN=hvs.${fake(28)}`],
	["Terraform", `${fake(14)}.atlasv1.${fake(67)}`],
	["Pulumi", `pul-${hex(40)}`],
	["DigitalOcean", `dop_v1_${hex(64)}`],
	["Grafana", `glsa_${fake(32)}_${hex(8)}`],
	["Tailscale", `tskey-auth-${fake(12)}-${fake(24)}`],
	["Hugging Face", `hf_${fake(34, "ExampleFakeNotReal")}`],
	["a model provider", `sk-proj-${fake(40)}`],
	["cloud-init's password", "#cloud-config\npassword: winter-2026\nchpasswd: { expire: false }"],
	["the word example is a password once it is set", "password: example"],
	["so is changeme", "DB_PASSWORD=changeme"],
	["cloud-init's list", "#cloud-config\nchpasswd:\n  list: |\n    root:winter2026\n  expire: false"],
	["cloud-init's users", "chpasswd:\n  users:\n    - name: root\n      password: winter-2026\n      type: text"],
	["plain text password of a user", "users:\n  - name: town\n    plain_text_passwd: 'winter 2026'"],
	["script", "echo 'root:winter2026' | chpasswd"],
	["script with sudo", "echo root:winter2026 | sudo chpasswd"],
	["passwd", 'echo "winter2026" | passwd --stdin root'],
	["curl", "curl -fsS -u agent:winter2026 https://town.example/install"],
	["sshpass", "sshpass -p winter2026 ssh agent@192.0.2.7"],
	["mysql", "mysql -u root -pwinter2026 -e 'select 1'"],
	["environment variable", "export PGPASSWORD=winter2026"],
	["WireGuard", `[Interface]\nPrivateKey = ${random}${fake(11)}=`],
	["PSK", 'psk: "winter 2026"'],
	["OpenStack's own variables", "OS_PASSWORD='winter2026'"],
	["clouds.yaml", `auth:\n  application_credential_id: ${hex(32)}\n  application_credential_secret: ${random}`],
	["JSON", `{"clientSecret": "${random}"}`],
	["camel case", `apiKey: ${random}`],
	["flag", `rke2 agent --server https://192.0.2.7:9345 --token ${random}`],
	["flag with an equals sign", "vault login -method=userpass --password=winter2026"],
	["file of cloud-init in base64", `write_files:\n- encoding: b64\n  content: ${base64("DB_PASSWORD=winter2026\nDB_HOST=db.example\n")}`],
	["file of cloud-init, packed", `- encoding: gz+b64\n  content: ${gzipSync("export DB_PASSWORD=winter2026\n").toString("base64")}`],
	[
		"MIME part in base64",
		`Content-Transfer-Encoding: base64\n\n${wrapped(`#!/bin/sh\n${"# set up\n".repeat(20)}export DB_PASSWORD=winter2026\n`)}`,
	],
	["MIME part as it is", "Content-Type: text/x-shellscript\n\n#!/bin/sh\nexport DB_PASSWORD=winter2026\n--==b==--"],
	["login of a registry", `{"auths": {"registry.example": {"auth": "${base64("agent:winter2026")}"}}}`],
	["a random word without a name", `/usr/bin/join ${random}`],
	["Windows", "#ps1_sysnative\n$password = 'winter2026'"],
];

const NOT_HELD: [what: string, text: string][] = [
	["nothing", ""],
	["no login by password", "#cloud-config\nssh_pwauth: false\nlock_passwd: true\nchpasswd: { expire: false, users: [] }"],
	["sshd", "PasswordAuthentication no\nPermitEmptyPasswords no\nUsePAM yes"],
	["PAM", "password requisite pam_pwquality.so retry=3\npassword [success=1] pam_unix.so obscure yescrypt"],
	["password policy", "PASS_MAX_DAYS 90\nminlen = 12\npassword_min_length: 12\npassword_expiry: 90"],
	["nsswitch", "passwd: files systemd\ngroup: files systemd\nshadow: files"],
	["locked account", 'passwd: "!"\npasswd: "*"\nhashed_passwd: "!!"'],
	["random by cloud-init", "chpasswd:\n  list: |\n    root:RANDOM\n    town:R\n  expire: false"],
	["variable", `DB_PASSWORD="\${DB_PASSWORD}"\nTOKEN=$TOKEN\nexport PGPASSWORD=$(cat /run/secrets/db)`],
	["template", "password: {{ vault_password }}\ntoken: <your token>\nsecret: %(secret)s"],
	["file with the password", "password_file: /run/secrets/db\nPOSTGRES_PASSWORD_FILE=/run/secrets/db\npassword: /run/secrets/db"],
	["reference to Barbican", "password: https://keys.example/v1/secrets/7f0c4a52-3a55-4d3e-9a1f-0a7c5e0d9b11"],
	["reference to Vault", "password: vault:secret/data/town#password\ntoken: op://town/registry/token"],
	["sops", "password: ENC[AES256_GCM,data:ZXhhbXBsZQ==,iv:ZXhhbXBsZQ==,type:str]"],
	["Ansible vault", "password: $ANSIBLE_VAULT;1.1;AES256"],
	["gap", "password: ********\ntoken: xxxxxxxxxxxxxxxxxxxx\nsecret: REPLACE_ME"],
	["name of a secret", "secretName: town-hall-tls\nimagePullSecrets: registry-2026\ntlsSecret: town-hall-tls-2026-edge"],
	["kind of a token", "token_type: bearer\ntokenPolicy: default\nsecret_type: passphrase"],
	["lifetime", "token_ttl: 3600\ntoken_ttl=86400s"],
	["SSH keys", `ssh_authorized_keys:\n- ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${random}${random.slice(0, 11)} agent@town.example`],
	["RSA key", `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${random.repeat(9)} agent@town.example`],
	["certificate", pem("CERTIFICATE")],
	[
		"certificate of random words",
		`-----BEGIN CERTIFICATE-----\nMIIB${random}${random.slice(4)}\n${random}${random}\n-----END CERTIFICATE-----`,
	],
	["public key", `-----BEGIN PUBLIC KEY-----\nMCow${random}${random}\n-----END PUBLIC KEY-----`],
	["encrypted key", pem("ENCRYPTED PRIVATE KEY")],
	["WireGuard's public key", `PublicKey = ${random}${random.slice(0, 11)}=`],
	["fingerprint", `SHA256:${random}${random.slice(0, 11)}`],
	["integrity", `sha384-${random}${random}`],
	["image by digest", `registry.example/town@sha256:${hex(64)}`],
	["checksum", `echo "${hex(64)}  rke2.tar.gz" | sha256sum -c`],
	["commit", `git checkout ${hex(40)}`],
	["UUID", "image: 7f0c4a52-3a55-4d3e-9a1f-0a7c5e0d9b11"],
	["URL", "https://town.example/a/long/path/to/RKE2Release2026x64/install.sh?channel=stable"],
	["URL with a user only", "ssh://git@town.example/infra.git\nhttps://agent@town.example/"],
	["URL with a variable", `https://agent:\${PASSWORD}@town.example\nhttps://x:$TOKEN@git.example`],
	["URL with the password taken out", "postgres://town:***@db.example/town"],
	["host and port", "http://town.example:8080/a@b"],
	["bearer from a variable", 'curl -H "Authorization: Bearer $TOKEN" https://town.example'],
	["curl with a variable", 'curl -u "agent:$PASSWORD" https://town.example'],
	["apt key", "signed-by=/usr/share/keyrings/town.gpg\nkey_url: https://town.example/key.asc"],
	["prose", "# The password: the safe in room 12 has it.\n# Tokens: see the handbook."],
	["prose about tokens", "# This token is handed out by the registry and never written here."],
	["long words", "openstackLoadbalancerListenerForTheTownHall\nnet.ipv4.conf.all.accept_source_route"],
	["long path", "/usr/share/doc/Kubernetes1Node2Agent3Config4Files5/README"],
	["kernel settings", "kernel.kptr_restrict = 2\nkernel.unprivileged_bpf_disabled = 1\nkernel.keys.maxkeys = 200"],
	["text in base64", `content: ${base64("PermitRootLogin no\nPasswordAuthentication no\n")}`],
	["packed text", `content: ${gzipSync("PermitRootLogin no\n".repeat(9)).toString("base64")}`],
	["key pair", "key_name: town-hall-admin\nkeypair: town-hall-2026"],
	["name of a key", "partition_key: customer-2026-europe\nsort_key: created_at_2026_day"],
	["labels", "node-label: kubernetes.example/role=worker,town.example/zone=eu-west-par-a"],
	["PowerShell", "$password = Read-Host -AsSecureString"],
];

describe("credentials", () => {
	it.each(HELD)("are seen: %s", (_, text) => expect(credentialsIn(text)).not.toEqual([]));
	it.each(NOT_HELD)("are not seen: %s", (_, text) => expect(credentialsIn(text)).toEqual([]));

	it("never show their value, and say where they are", () => {
		expect(credentialsIn("#cloud-config\nhostname: town\npassword: winter-2026")).toEqual([{ what: "a password (password)", line: 3 }]);
		for (const [, text] of HELD) for (const { what } of credentialsIn(text)) expect(what).not.toMatch(/winter|example|0Fake1|qZ7m/);
	});

	it("are told by the name in metadata", () => {
		const all = new Index({ resources: [], partial: false, source: "plan" });
		const named = (name: string, value: string) => credentialNamed(name, value, all);
		expect(named("Temp-URL-Key", random)).toBe("a key or token (Temp-URL-Key)");
		expect(named("admin_pass", "winter2026")).toBe("a password (admin_pass)");
		expect(named("note", `glpat-${fake(20)}`)).toBe("a GitLab token");
		for (const [name, value] of [
			["owner", "civil-registry"],
			["secret_ref", "https://keys.example/v1/secrets/7f0c4a52-3a55-4d3e-9a1f-0a7c5e0d9b11"],
			["token", "none"],
			["key", "value"],
		] as const)
			expect(named(name, value)).toBeUndefined();
	});
});

it("takes user data out of base64 and gzip, and says when it is no text", () => {
	const script = "#!/bin/sh\necho town\n";
	expect(textOf(script)).toBe(script);
	expect(textOf(base64(script))).toBe(script);
	expect(textOf(gzipSync(script).toString("base64"))).toBe(script);
	expect(textOf(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 1, 2, 255, 254]).toString("base64"))).toBeUndefined();
});

it("measures entropy in bits a character", () => {
	expect(entropy("aaaa")).toBe(0);
	expect(entropy("abcd")).toBe(2);
	expect(entropy(random)).toBe(5);
});
