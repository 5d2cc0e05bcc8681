/** Prints the CPU seconds of planning 1,000 OpenStack instances: `bare` on Pulumi's own mocks, `judged` by Socle, controls included. */
import { createRequire, enableCompileCache } from "node:module";
import { loadSdk } from "../inventory/pulumi-sdk.ts";

enableCompileCache();
const sdk = loadSdk(); // the patch on stack traces serves both
const { Instance } = await import("@pulumi/openstack/compute/instance.js");

function program(): void {
	for (let i = 0; i < 1000; i++) {
		new Instance(`server-${i}`, {
			name: `server-${i}`,
			flavorName: "b3-8",
			imageId: "11111111-1111-4111-8111-111111111111",
			keyPair: "admin",
			availabilityZone: "az1",
			configDrive: true,
			networks: [{ uuid: "22222222-2222-4222-8222-222222222222" }],
			securityGroups: ["app"],
			metadata: { owner: "EXAMPLE-0001", environment: "bench", classification: "internal" },
		});
	}
}

const before = process.cpuUsage();
if (process.argv[2] === "bare") {
	const require = createRequire(import.meta.url);
	const { MockMonitor } = require("@pulumi/pulumi/runtime/mocks.js");
	const mocks = { newResource: (given: { inputs: object }) => ({ id: "", state: given.inputs }), call: () => ({}) };
	await sdk.state.withLocalStorage(async () => {
		sdk.settings.setMockOptions(new MockMonitor(mocks), "bench", "bench", true);
		await sdk.stack.runInPulumiStack(async () => program());
		await sdk.settings.waitForRPCs();
	});
} else {
	const [{ plan }, { evaluate }, { chooseControls }] = await Promise.all([
		import("../inventory/plan.ts"),
		import("../policies/evaluate.ts"),
		import("../policies/packs.ts"),
	]);
	const { resources } = await plan(program, { project: "bench", stack: "bench" });
	const { controls, parameters } = chooseControls({ packs: [], controls: [], parameters: {} });
	const { results } = evaluate({ resources, source: "plan", partial: false }, { controls, parameters });
	if (resources.length !== 1000 || results.length < 1000) throw new Error(`${resources.length} resources, ${results.length} results`);
}
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e6);
