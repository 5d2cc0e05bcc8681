/**
 * The only code that touches internals of the Pulumi SDK. `pulumi-sdk.test.ts` is the contract: it fails when an SDK moves what is used here.
 *
 * Two things are mended on the way, measured on 2 cores and Node 24 (`npm run bench` repeats it):
 * - the SDK loads `typescript` and npm's `arborist` at start only to serialise closures, which no program here does: half of its load time;
 * - `debuggablePromise` takes a stack trace for each of about 200 promises a resource, read only under PULUMI_DEBUG_PROMISE_LEAKS: up to
 *   80 % of a plan's CPU.
 */
import { createRequire } from "node:module";

type Require = NodeJS.Require;

export interface Sdk {
	pulumi: typeof import("@pulumi/pulumi");
	settings: typeof import("@pulumi/pulumi/runtime/settings.js") & { waitForRPCs(): Promise<void> };
	state: { withLocalStorage<T>(body: () => T): T; getStore(): Record<string, unknown> };
	stack: typeof import("@pulumi/pulumi/runtime/stack.js");
	config: { setAllConfig(values: Record<string, string>, secretKeys: string[]): void };
	/** What the SDK takes for a value that is not known yet. */
	unknown: unknown;
	resource: typeof import("@pulumi/pulumi/proto/resource_pb.js");
	struct: typeof import("google-protobuf/google/protobuf/struct_pb.js");
	empty: typeof import("google-protobuf/google/protobuf/empty_pb.js");
}

/** What only closure serialisation needs: loaded when something reads from it, not before. */
const LAZY = ["@pulumi/pulumi/typescript-shim.js", "@npmcli/arborist", "normalize-package-data"];

let own: Sdk | undefined;

/** Mends the copy of the SDK that programs at `from` use, in this process. */
export function mendSdk(from: string): Require {
	const require = createRequire(from);
	makeLazy(require);
	withoutStackTraces(require("@pulumi/pulumi/runtime/debuggable.js"));
	return require;
}

/** The SDK that Socle's own components use, mended. */
export function loadSdk(): Sdk {
	if (own !== undefined) return own;
	const require = mendSdk(import.meta.url);
	const pulumi = require("@pulumi/pulumi") as Sdk["pulumi"];
	const inSdk = createRequire(require.resolve("@pulumi/pulumi"));
	own = {
		pulumi,
		settings: require("@pulumi/pulumi/runtime/settings.js"),
		state: require("@pulumi/pulumi/runtime/state.js"),
		stack: require("@pulumi/pulumi/runtime/stack.js"),
		config: require("@pulumi/pulumi/runtime/config.js"),
		unknown: require("@pulumi/pulumi/output.js").unknown,
		resource: require("@pulumi/pulumi/proto/resource_pb.js"),
		struct: inSdk("google-protobuf/google/protobuf/struct_pb.js"),
		empty: inSdk("google-protobuf/google/protobuf/empty_pb.js"),
	};
	return own;
}

/** The Automation API on the mended SDK. */
export function loadAutomation(): typeof import("@pulumi/pulumi/automation/index.js") {
	loadSdk();
	return createRequire(import.meta.url)("@pulumi/pulumi/automation/index.js");
}

function makeLazy(require: Require): void {
	const inSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
	for (const name of LAZY) {
		const path = resolved(name.startsWith("@pulumi/pulumi/") ? require : inSdk, name);
		if (path === undefined || require.cache[path] !== undefined) continue;
		const load = (): Record<PropertyKey, unknown> => {
			delete require.cache[path];
			return inSdk(path);
		};
		let real: Record<PropertyKey, unknown> | undefined;
		const exports = new Proxy(
			{},
			{
				get(_, key) {
					// TypeScript's import helpers ask for __esModule at load time: answering it loads nothing.
					if (key === "__esModule") return true;
					real ??= load();
					return key === "default" ? (real["default"] ?? real) : real[key];
				},
			},
		);
		require.cache[path] = { id: path, filename: path, path, loaded: true, exports, children: [], paths: [] } as unknown as NodeJS.Module;
	}
}

/** Undefined where this version of the SDK does without it. */
function resolved(require: Require, name: string): string | undefined {
	try {
		return require.resolve(name);
	} catch {
		return undefined;
	}
}

function withoutStackTraces(debuggable: { debuggablePromise: (...parameters: unknown[]) => unknown }): void {
	if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
	const original = debuggable.debuggablePromise;
	debuggable.debuggablePromise = (...parameters) => {
		const limit = Error.stackTraceLimit;
		Error.stackTraceLimit = 0;
		try {
			return original(...parameters);
		} finally {
			Error.stackTraceLimit = limit;
		}
	};
}
