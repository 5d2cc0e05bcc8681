import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { Properties, Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { ComponentName } from "./cluster-configuration.ts";
import { componentsOf, filesOf } from "./cluster-configuration.ts";
import type { ExampleResource } from "./control.ts";
import { k3s, kubeadm, machine, program, rke2 } from "./examples/clusters.ts";
import { manifest } from "./examples/kubernetes.ts";
import { instance } from "./examples/openstack.ts";
import { guard } from "./guard.ts";

const made = (short: ExampleResource): Resource => guard({ id: short.name, dependsOn: [], locations: [], ...short });
const partOf = (short: ExampleResource, name: ComponentName = "kube-apiserver") =>
	componentsOf(made(short)).find((each) => each.name === name);
const pod = (...containers: Properties[]) => manifest("v1", "Pod", "part", { spec: { containers } }, "kube-system");

it.each<[string, ExampleResource, string | undefined, string]>([
	["a command", program("kube-apiserver", "--profiling=false"), "false", "/spec/containers/0/command/1"],
	[
		"a command with the value behind it",
		program("kube-apiserver", "--profiling", "false", "--v=2"),
		"false",
		"/spec/containers/0/command/1",
	],
	["a flag alone", program("kube-apiserver", "--profiling", "--v=2"), "true", "/spec/containers/0/command/1"],
	["one dash", program("kube-apiserver", "-profiling=false"), "false", "/spec/containers/0/command/1"],
	["quotes", program("kube-apiserver", '--profiling="false"'), "false", "/spec/containers/0/command/1"],
	[
		"a shell",
		pod({ command: ["/bin/sh", "-c", "exec /bin/kube-apiserver --v=2 --profiling=false"] }),
		"false",
		"/spec/containers/0/command/2",
	],
	["arguments", pod({ command: ["kube-apiserver"], args: ["--profiling=false"] }), "false", "/spec/containers/0/args/0"],
	[
		"an image",
		pod({ image: "town.example:5000/kube-apiserver:v1.36.1", args: ["--profiling=false"] }),
		"false",
		"/spec/containers/0/args/0",
	],
	[
		"kubeadm until v1beta3",
		kubeadm({ apiServer: { extraArgs: { profiling: "false" } } }, "v1beta3"),
		"false",
		"/apiServer/extraArgs/profiling",
	],
	["kubeadm", kubeadm({ apiServer: { extraArgs: [{ name: "profiling", value: "false" }] } }), "false", "/apiServer/extraArgs/0/value"],
	["RKE2", rke2({ "kube-apiserver-arg": ["v=2", "profiling=true"] }), "true", "/kube-apiserver-arg/1"],
	["RKE2, one argument", rke2({ "kube-apiserver-arg": "profiling=true" }), "true", "/kube-apiserver-arg"],
	["RKE2, added", rke2({ "kube-apiserver-arg+": ["profiling=true"] }), "true", "/kube-apiserver-arg+/0"],
	["nothing said, kubeadm", kubeadm(), "true", "/apiServer/extraArgs"],
	["nothing said, RKE2", rke2(), "false", ""],
	["nothing said, an unknown flag", program("kube-apiserver"), "true", "/spec/containers/0/command"],
])("reads %s", (_, resource, value, path) => {
	expect(partOf(resource)?.get("profiling")).toBe(value);
	expect(partOf(resource)?.path("profiling")).toBe(path);
});

it("is no part of a cluster what is only called alike", () => {
	expect(componentsOf(made(pod({ image: "town.example/kube-apiserver-proxy:1", args: ["--profiling=false"] })))).toEqual([]);
	expect(componentsOf(made(pod({ image: "town.example/web", command: ["web", "--etcd"] })))).toEqual([]);
	expect(componentsOf(made(manifest("v1", "ConfigMap", "settings", { data: { a: "kind: KubeletConfiguration" } })))).toEqual([]);
});

it("lets the last argument count, and adds up lists", () => {
	expect(partOf(program("kube-apiserver", "--profiling=true", "--profiling=false"))?.get("profiling")).toBe("false");
	expect(partOf(program("kube-apiserver", "--authorization-mode=Node", "--authorization-mode=RBAC"))?.get("authorization-mode")).toBe(
		"Node,RBAC",
	);
});

it("knows nothing before an argument that is not known, and what stands behind it", () => {
	const part = partOf(program("kube-apiserver", "--profiling=false", new Unknown(), "--v=2"));
	expect(() => part?.get("profiling")).toThrow();
	expect(() => part?.get("authorization-mode")).toThrow();
	expect(part?.get("v")).toBe("2");
});

const KUBELET = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n";
const content = (encoding: string): string => {
	const bytes = encoding.startsWith("gz") ? gzipSync(KUBELET) : Buffer.from(KUBELET);
	return bytes.toString("base64");
};

it.each(["b64", "base64", "gz+b64", "gzip+base64", "gz+base64", "gzip+b64"])("unpacks a file of cloud-init in %s", (encoding) => {
	const userData = `#cloud-config\n${JSON.stringify({ write_files: [{ path: "/var/lib/kubelet/config.yaml", encoding, content: content(encoding) }] })}`;
	for (const data of [userData, Buffer.from(userData).toString("base64"), gzipSync(userData).toString("base64")])
		expect(partOf(instance({ userData: data }), "kubelet")?.get("read-only-port")).toBe("10255");
});

it("takes what can't be unpacked or read for no file", () => {
	const file = (path: string, text: string, encoding: string) => ({ path, content: text, encoding });
	const of = (...files: object[]) => instance({ userData: `#cloud-config\n${JSON.stringify({ write_files: files })}` });
	expect(filesOf(made(of(file("/a", "no gzip", "gz+b64"))))).toEqual([{ path: "/a", text: "" }]);
	expect(componentsOf(made(of(file("/a", "a: [", ""), file("/b", "- list", ""), file("/c", KUBELET, "text/plain"))))).toHaveLength(1);
	expect(filesOf(made(instance({ userData: "#!/bin/sh\necho write_files" })))).toEqual([]);
	expect(filesOf(made(instance({ userData: new Secret() })))).toEqual([]);
});

it("joins the files of RKE2 in their order", () => {
	const files = {
		"/etc/rancher/rke2/config.yaml.d/20-late.yaml": "kube-apiserver-arg: [profiling=false]",
		"/etc/rancher/rke2/config.yaml.d/10-early.yaml": "kube-apiserver-arg: [profiling=true]\nprofile: cis",
		"/etc/rancher/rke2/config.yaml": "cni: cilium",
	};
	const part = partOf(machine(files));
	expect(part?.get("profiling")).toBe("false");
	expect(part?.get("pod-security")).toBe("restricted");
	expect(part?.path("profiling")).toBe("/userData");
});

it("takes a file that only names a server for an agent's", () => {
	const names = (config: Properties) => componentsOf(made(k3s(config))).map(({ name }) => name);
	expect(names({ server: "https://town.example:6443", token: new Secret() })).toEqual(["kubelet", "kube-proxy"]);
	expect(names({ server: "https://town.example:9345", "tls-san": ["town.example"] })).toContain("kube-apiserver");
	expect(names({})).toContain("etcd");
});

it("repeats no login of a data store", () => {
	const store = (endpoint: string) => partOf(k3s({ "datastore-endpoint": endpoint }))?.get("etcd-servers");
	expect(store("postgres://town:winter-2026@db.town.example:5432/k3s")).toBe("postgres://db.town.example:5432/k3s");
	expect(store("mysql://town:winter-2026@tcp(db.town.example:3306)/k3s")).toBe("mysql://tcp(db.town.example:3306)/k3s");
});
