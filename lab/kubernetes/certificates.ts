import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const days = "3650"; // a lab state is thrown away long before

function openssl(...args: string[]): void {
	execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256"];

function authority(pki: string, name: string, commonName: string): void {
	const file = join(pki, name);
	if (existsSync(`${file}.crt`)) return;
	const extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign,digitalSignature"].flatMap((text) => [
		"-addext",
		text,
	]);
	openssl(
		"req",
		"-x509",
		...newKey,
		"-days",
		days,
		"-keyout",
		`${file}.key`,
		"-out",
		`${file}.crt`,
		"-subj",
		`/CN=${commonName}`,
		...extensions,
	);
}

function certificate(pki: string, name: string, by: string, subject: string, usage: string, alternativeNames?: string): void {
	const file = join(pki, name);
	if (existsSync(`${file}.crt`)) return;
	openssl("req", ...newKey, "-keyout", `${file}.key`, "-out", `${file}.csr`, "-subj", subject);
	const extensions = ["basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature", `extendedKeyUsage=${usage}`];
	if (alternativeNames !== undefined) extensions.push(`subjectAltName=${alternativeNames}`);
	writeFileSync(`${file}.ext`, `${extensions.join("\n")}\n`);
	const signer = ["-CA", join(pki, `${by}.crt`), "-CAkey", join(pki, `${by}.key`), "-CAcreateserial"];
	openssl("x509", "-req", "-sha256", "-days", days, "-in", `${file}.csr`, ...signer, "-extfile", `${file}.ext`, "-out", `${file}.crt`);
	for (const end of ["csr", "ext"]) rmSync(`${file}.${end}`);
}

/** Makes in a folder what is missing of the cluster's authorities, certificates and keys. Kubernetes reads names and groups from the subjects. */
export function certificates(pki: string): void {
	mkdirSync(pki, { recursive: true, mode: 0o700 });
	const loopback = "DNS:localhost,IP:127.0.0.1";
	const service = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"]
		.map((name) => `DNS:${name}`)
		.join(",");
	authority(pki, "ca", "socle-lab");
	authority(pki, "etcd-ca", "socle-lab-etcd");
	authority(pki, "front-proxy-ca", "socle-lab-front-proxy");
	certificate(pki, "etcd", "etcd-ca", "/CN=etcd", "serverAuth,clientAuth", loopback);
	certificate(pki, "etcd-client", "etcd-ca", "/O=socle-lab/CN=kube-apiserver", "clientAuth");
	certificate(pki, "kube-apiserver", "ca", "/CN=kube-apiserver", "serverAuth", `${loopback},${service},IP:10.96.0.1`);
	certificate(pki, "kubelet", "ca", "/O=system:nodes/CN=system:node:kwok", "serverAuth", loopback);
	certificate(pki, "kubelet-client", "ca", "/CN=kube-apiserver-kubelet-client", "clientAuth");
	certificate(pki, "front-proxy-client", "front-proxy-ca", "/CN=front-proxy-client", "clientAuth");
	certificate(pki, "admin", "ca", "/O=system:masters/CN=lab-admin", "clientAuth");
	certificate(pki, "kube-controller-manager", "ca", "/CN=system:kube-controller-manager", "clientAuth");
	certificate(pki, "kube-scheduler", "ca", "/CN=system:kube-scheduler", "clientAuth");
	certificate(pki, "kwok", "ca", "/CN=system:kwok-controller", "clientAuth");
	const account = join(pki, "service-account");
	if (existsSync(`${account}.pub`)) return;
	openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", `${account}.key`);
	openssl("ec", "-in", `${account}.key`, "-pubout", "-out", `${account}.pub`);
}
