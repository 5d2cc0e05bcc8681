import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Sdk } from "./pulumi-sdk.ts";
import { UNKNOWN_STRING } from "./wire.ts";

/** Fields that a cloud fills in inside an object that a program wrote, by the property that holds the object. */
type Nested = readonly { property: string; fields: readonly string[] }[];

/**
 * What clusters fill in inside what a program wrote, as far as a plan can hang on it: an object gets a name where it has none, and the
 * default namespace. Source: Kubernetes API concepts, "generated values"; API reference of Service, Pod and PersistentVolumeClaim.
 */
const KUBERNETES: Readonly<Record<string, readonly string[]>> = {
	Service: ["clusterIP", "clusterIPs", "externalIPs", "loadBalancerIP"],
	Pod: ["nodeName", "serviceAccountName"],
	PersistentVolumeClaim: ["volumeName", "storageClassName"],
};
const WITHOUT_NAMESPACE = new Set(["Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume", "StorageClass"]);

const known = new Map<string, Nested>();

/**
 * Makes unknown, in a resource's answer to its program, what the cloud will fill in inside objects that the program wrote: the address in
 * `server.networks[0].fixedIpV4`. As a mere echo of the inputs it would not be there, and be taken for a known absence.
 *
 * @param directory The program's, from which its providers' SDKs are found.
 */
export function addNestedOutputs(answer: Struct, token: string, directory: string, sdk: Sdk): void {
	for (const { property, fields } of nestedOf(token, directory)) {
		const value = answer.getFieldsMap().get(property);
		for (const object of value?.getListValue()?.getValuesList() ?? [value]) {
			const written = object?.getStructValue()?.getFieldsMap();
			for (const field of fields) if (written !== undefined && !written.has(field)) written.set(field, unknown(sdk));
		}
	}
}

function unknown({ struct }: Sdk) {
	const value = new struct.Value();
	value.setStringValue(UNKNOWN_STRING);
	return value;
}

function nestedOf(token: string, directory: string): Nested {
	const key = `${directory}\n${token}`;
	let nested = known.get(key);
	if (nested === undefined) {
		nested = token.startsWith("kubernetes:") ? inManifest(token.split(":")[2] ?? "") : declared(token, directory);
		known.set(key, nested);
	}
	return nested;
}

function inManifest(kind: string): Nested {
	const metadata = WITHOUT_NAMESPACE.has(kind) ? ["name"] : ["name", "namespace"];
	return [
		{ property: "metadata", fields: metadata },
		{ property: "spec", fields: KUBERNETES[kind] ?? [] },
	];
}

/** Fields that the SDK's declarations promise in an output's objects. */
function declared(token: string, directory: string): Nested {
	const [provider = "", file = ""] = token.split(":");
	try {
		const require = createRequire(pathToFileURL(`${directory}/`));
		const read = (path: string): string =>
			readFileSync(require.resolve(`@pulumi/${provider}/${path}.js`).replace(/\.js$/, ".d.ts"), "utf8");
		const outputs = [...read(file).matchAll(/^ {4}readonly (\w+): pulumi\.Output<outputs\.([\w.]+)(?:\[\])?(?: \| undefined)?>;/gm)];
		if (outputs.length === 0) return [];
		const types = read("types/output");
		return outputs.map(([, property = "", type = ""]) => ({ property, fields: promised(type, types) }));
	} catch {
		return []; // a provider without such files: what it adds inside objects is not known to be added
	}
}

/** The fields of an interface that are always there, optional ones left out. */
function promised(type: string, types: string): string[] {
	const names = type.split(".");
	let start = 0;
	for (const namespace of names.slice(0, -1)) start = types.indexOf(`namespace ${namespace} {`, start);
	start = types.indexOf(`    interface ${names.at(-1)} {`, start);
	if (start < 0) return [];
	const body = types.slice(start, types.indexOf("\n    }", start));
	return [...body.matchAll(/^ {8}(\w+): /gm)].map((match) => match[1] ?? "");
}
