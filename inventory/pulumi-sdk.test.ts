import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { loadSdk } from "./pulumi-sdk.ts";

/** The contract with the SDK's internals: when one of these fails after an update, `pulumi-sdk.ts` is the file to mend. */
const require = createRequire(import.meta.url);

test("the internals in use are where they were", () => {
	const sdk = loadSdk();
	for (const used of [
		sdk.settings.setMockOptions,
		sdk.settings.waitForRPCs,
		sdk.state.withLocalStorage,
		sdk.state.getStore,
		sdk.stack.runInPulumiStack,
		sdk.config.setAllConfig,
		sdk.resource.RegisterResourceResponse,
		sdk.resource.ReadResourceResponse,
		sdk.resource.ResourceInvokeResponse,
		sdk.resource.DeploymentInfo,
		sdk.struct.Struct.fromJavaScript,
		sdk.empty.Empty,
	]) {
		expect(used).toBeTypeOf("function");
	}
	expect(sdk.unknown).toBeTypeOf("object");
	expect(sdk.state.withLocalStorage(() => Object.keys(sdk.state.getStore()))).toEqual(
		expect.arrayContaining(["supportsSecrets", "supportsResourceReferences", "supportsAliasSpecs", "supportsInvokeDependsOn"]),
	);
});

test("the SDK's signatures on the wire are those that are decoded", () => {
	const rpc = require("@pulumi/pulumi/runtime/rpc.js") as Record<string, string>;
	expect(rpc).toMatchObject({
		unknownValue: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
		specialSigKey: "4dabf18193072939515e22adb298388d",
		specialSecretSig: "1b47061264138c4ac30d75fd1eb44270",
		specialOutputValueSig: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
		specialResourceSig: "5cf8f73096256a8f31e491e813e4eb8e",
	});
});

test("what is loaded late still is what it stands for", () => {
	loadSdk();
	const shim = require("@pulumi/pulumi/typescript-shim.js") as { version: string; SyntaxKind: object };
	expect(shim.version).toMatch(/^\d+\.\d+/);
	expect(shim.SyntaxKind).toBeTypeOf("object");
});

test("promises are made without stack traces, and the program's own traces stay", () => {
	loadSdk();
	const limit = Error.stackTraceLimit;
	const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable.js");
	const promise = debuggablePromise(Promise.resolve(), "test") as { _debugStackTrace?: string };
	expect((promise._debugStackTrace ?? "").split("\n").length).toBeLessThan(3);
	expect(Error.stackTraceLimit).toBe(limit);
});
