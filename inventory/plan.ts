import type { DataSource, MonitorOptions, WireOutputs } from "./monitor.ts";
import { RecordingMonitor } from "./monitor.ts";
import { loadSdk } from "./pulumi-sdk.ts";
import type { Properties, Resource } from "./resource.ts";
import { fromWire } from "./wire.ts";

export interface Plan {
	/** What clouds will hold, in the order of registration. */
	resources: Resource[];
	/** Component resources, with the arguments that they were made with. */
	components: Resource[];
	/** Provider resources, with their configuration. */
	providers: Resource[];
	/** The stack's outputs, decoded. */
	outputs: Properties;
	/** The stack's outputs as another stack's reference gets them. */
	wireOutputs: WireOutputs;
	/** Data sources that the program asked; each answered unknown. */
	dataSources: DataSource[];
}

export interface PlanOptions extends MonitorOptions {
	/** Pulumi configuration, `namespace:key` → value. */
	config?: Record<string, string>;
}

/** What the SDK may count on; the engine says the same in a preview, transforms apart. */
const FEATURES = {
	supportsSecrets: true,
	supportsResourceReferences: true,
	supportsAliasSpecs: true,
	supportsDeletedWith: true,
	supportsReplaceWith: true,
	supportsParameterization: true,
	supportsInvokeDependsOn: true,
};

/**
 * Runs a Pulumi program in this process, without engine, credentials or network, and returns what it wants. Plans can run side by side.
 * Throws what the program throws.
 */
export async function plan(program: () => unknown, options: PlanOptions): Promise<Plan> {
	const sdk = loadSdk();
	const monitor = new RecordingMonitor(sdk, options);
	const failures: unknown[] = [];
	// A rejected output of a failed registration has no other listener; the program's own error is the one to show.
	const onRejection = (reason: unknown): void => void failures.push(reason);
	process.on("unhandledRejection", onRejection);
	await sdk.state
		.withLocalStorage(async () => {
			sdk.settings.setMockOptions(monitor, options.project, options.stack, true, "organization");
			Object.assign(sdk.state.getStore(), FEATURES);
			sdk.config.setAllConfig(options.config ?? {}, []);
			await sdk.stack.runInPulumiStack(async () => program());
			await sdk.settings.waitForRPCs();
		})
		.catch(onRejection);
	// Rejections are reported after the microtasks that caused them.
	await new Promise((resolve) => setImmediate(resolve));
	process.off("unhandledRejection", onRejection);
	if (failures.length > 0) throw failures[0];
	return recorded(monitor);
}

/** What a program told the monitor. */
export function recorded({ resources, components, providers, outputs, dataSources }: RecordingMonitor): Plan {
	return { resources, components, providers, outputs: fromWire(outputs as never), wireOutputs: outputs, dataSources };
}
