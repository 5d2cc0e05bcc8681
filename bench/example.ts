/**
 * Prints the CPU seconds of planning an example: `ours`, the layers of an environment that was read; `bare`, the same resources written
 * straight down with the SDK's classes, from the list that `list` prints.
 */
import { readFileSync } from "node:fs";
import { createRequire, enableCompileCache } from "node:module";
import { loadSdk } from "../inventory/pulumi-sdk.ts";

enableCompileCache();
const [, , mode = "ours", folder = "examples/kubernetes-platform"] = process.argv;
const sdk = loadSdk(); // the patch on stack traces serves both

interface Written {
	type: string;
	name: string;
	properties: { [key: string]: unknown };
}

if (mode === "bare") {
	const written: Written[] = JSON.parse(readFileSync(0, "utf8"));
	const require = createRequire(import.meta.url);
	const before = process.cpuUsage();
	const { MockMonitor } = require("@pulumi/pulumi/runtime/mocks.js");
	const mocks = { newResource: (given: { inputs: object }) => ({ id: "", state: given.inputs }), call: () => ({}) };
	await sdk.state.withLocalStorage(async () => {
		sdk.settings.setMockOptions(new MockMonitor(mocks), "bench", "bench", true);
		await sdk.stack.runInPulumiStack(async () => {
			for (const { type, name, properties } of written) new (classOf(type))(name, properties);
		});
		await sdk.settings.waitForRPCs();
	});
	tell(before);

	/** `openstack:networking/secGroup:SecGroup` and `kubernetes:apps/v1:Deployment` as classes of their packages. */
	function classOf(type: string): new (name: string, properties: object) => object {
		const [provider = "", module = "", kind = ""] = type.split(":");
		if (provider === "kubernetes" && module.startsWith("gateway."))
			return require("@pulumi/kubernetes/apiextensions/customResource.js").CustomResource;
		const group = module.replace(".authorization.k8s.io", "").replace(".k8s.io", "");
		const file = provider === "openstack" ? module : `${group}/${kind[0]!.toLowerCase()}${kind.slice(1)}`;
		return require(`@pulumi/${provider}/${file}.js`)[kind];
	}
} else {
	const [{ readEnvironment }, { knownCountry, knownZones }, { plan }, { planned }] = await Promise.all([
		import("../environment/read.ts"),
		import("../facts/facts.ts"),
		import("../inventory/plan.ts"),
		import("../inventory/planned-outputs.ts"),
	]);
	const { environment } = readEnvironment(`${folder}/environment.yaml`, { knownCountry, knownZones });
	// From here as `check` does it: what planning costs beside writing the resources down.
	const before = process.cpuUsage();
	const stacks = await import("../stacks/program.ts");
	const layers: { plan: Awaited<ReturnType<typeof plan>> }[] = [];
	let below: unknown;
	for (const layer of stacks.layersOf(environment)) {
		const program = stacks.program(environment, layer, below as never);
		const planOf = await plan(program, { project: stacks.PROJECT, stack: stacks.stackName(environment, layer) });
		below ??= planned(stacks.identified(environment, planOf.outputs, planOf.resources));
		layers.push({ plan: planOf });
	}
	if (mode === "ours") tell(before);
	else {
		const resources = layers.flatMap(({ plan }) => plan.resources);
		const written = resources.map(({ id, properties }): Written => {
			const [, , , token = "", name = ""] = id.split("::").flatMap((part, index) => (index === 0 ? ["", part] : [part]));
			return { type: token.split("$").at(-1)!, name, properties: properties as Written["properties"] };
		});
		console.log(JSON.stringify(written));
	}
}

function tell(before: NodeJS.CpuUsage): void {
	const { user, system } = process.cpuUsage(before);
	console.log((user + system) / 1e6);
}
