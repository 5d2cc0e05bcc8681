import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kubectl } from "./clients.ts";
import { ROOT, started } from "./socle.ts";

/**
 * The controls over workloads, the network and namespaces on what a cluster holds by itself, as `kubectl get -o yaml` prints it. Each
 * finding was read, and is true; one that appears or goes is a change of Kubernetes or of a control.
 */
const OWN = ["default", "kube-system", "kube-public", "kube-node-lease"];
const OURS = /^(workload|cronjob|job|statefulset|disruption-budget|namespace|netpol|service|ingress|gateway)-(?!account)/;
/** Findings by control. The namespace `default` is the only one that Kubernetes makes and that is not its own: nobody has set it up here. */
const FOUND = {
	"namespace-limit-range": ["Namespace default"],
	"namespace-owner": ["Namespace default"],
	"namespace-pod-security": ["Namespace default"],
	"namespace-quota": ["Namespace default"],
};

test("what a cluster holds by itself", async () => {
	const kinds = (await kubectl("api-resources", "--verbs=list", "--namespaced", "-o", "name"))
		.split("\n")
		.filter((kind) => kind !== "" && !/^events/.test(kind));
	const place = mkdtempSync(join(tmpdir(), "socle-cluster-"));
	try {
		for (const namespace of OWN) {
			writeFileSync(join(place, `${namespace}.yaml`), await kubectl("get", kinds.join(), "-n", namespace, "-o", "yaml"));
			writeFileSync(join(place, `namespace-${namespace}.yaml`), await kubectl("get", "namespace", namespace, "-o", "yaml"));
		}
		writeFileSync(join(place, "nodes.yaml"), await kubectl("get", "nodes,ingressclasses", "-o", "yaml"));
		const { stdout } = await started(["audit", place, "--pack", "all", "--all", "--format", "json"], { cwd: ROOT, env: process.env });
		const { results } = JSON.parse(stdout) as { results: { control: string; verdict: string; resource: { type: string; name: string } }[] };
		const ours = results.filter(({ control }) => OURS.test(control));
		const found = Map.groupBy(
			ours.filter(({ verdict }) => verdict === "fail" || verdict === "unknown"),
			({ control }) => control,
		);
		const told = [...found].map(([control, list]) => [
			control,
			list.map(({ resource }) => `${resource.type.split("/").at(-1)} ${resource.name}`),
		]);
		expect(Object.fromEntries(told)).toEqual(FOUND);
		expect(ours.filter(({ verdict }) => verdict === "pass").length).toBeGreaterThan(5);
	} finally {
		rmSync(place, { recursive: true });
	}
});
