import { expect, it } from "vitest";
import { distributionOf } from "./cluster-files.ts";

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
