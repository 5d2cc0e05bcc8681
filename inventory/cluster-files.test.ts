import { expect, it } from "vitest";
import { distributionOf } from "./cluster-files.ts";
import { readManifests } from "./kubernetes/manifests.ts";
import { Secret } from "./resource.ts";

it.each<[object, string | undefined, string | undefined]>([
	[{ profile: "cis" }, undefined, "rke2"],
	[{ "kube-apiserver-arg": ["anonymous-auth=false"] }, undefined, "rke2"],
	[{ "kube-apiserver-arg+": ["anonymous-auth=false"] }, undefined, "rke2"],
	[{ "cluster-init": true, "tls-san": ["town.example"] }, undefined, "k3s"],
	[{ "tls-san": ["town.example"] }, "roles/k3s/config.yaml", "k3s"],
	[{ server: "https://town.example:9345", token: "x" }, undefined, "rke2"],
	[{ debug: true }, "/etc/rancher/k3s/config.yaml", "k3s"],
	[{ debug: true }, "etc/rancher/rke2/config.yaml.d/10-audit.yaml", "rke2"],
	[{ profile: "default" }, undefined, undefined],
	[{ server: "https://town.example" }, undefined, undefined],
	[{ apiVersion: "v1", kind: "Pod", "tls-san": [] }, undefined, undefined],
	[{}, undefined, undefined],
])("tells a cluster's configuration by its folder and keys: %j %s", (mapping, path, distribution) => {
	expect(distributionOf(mapping as Record<string, unknown>, path)).toBe(distribution);
});

it("is a resource among manifests, with a place for each path and its token hidden", () => {
	const text = "profile: cis\ntoken: winter-2026\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";
	const { resources, errors } = readManifests({ path: "etc/rancher/rke2/config.yaml", named: true, sha256: "", text });
	expect(errors).toEqual([]);
	expect(resources.map(({ type, name }) => [type, name])).toEqual([
		["rke2/v1/Config", "config.yaml"],
		["v1/ConfigMap", "a"],
	]);
	const [config] = resources;
	expect(config?.properties["token"]).toBeInstanceOf(Secret);
	expect(config?.written?.text.locate(new Set([config.written.pointer("/profile")]))).toEqual(
		new Map([["/profile", { file: "etc/rancher/rke2/config.yaml", line: 1, column: 1 }]]),
	);
});
