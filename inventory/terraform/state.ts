import type { Artefact, Part } from "../artefacts.ts";
import type { Json } from "../json.ts";
import { isObject, list, object, own, text, texts } from "../json.ts";
import { located } from "../located.ts";
import { Configuration } from "./configuration.ts";
import { entriesBelow } from "./plan.ts";
import type { More } from "./resources.ts";
import { Collected, keyOf, moduleOf, resourceOf } from "./resources.ts";
import { isRecord, marked, sensitiveTree } from "./values.ts";

/** A state of Terraform or OpenTofu: what it manages. Older than version 4, and encrypted ones, are refused with what to do. */
export function readState(artefact: Artefact): Part {
	const { path, sha256 } = artefact;
	const state = object(artefact.json);
	const refusal = refused(state);
	if (refusal !== undefined) return { inputs: [], resources: [], notVisible: [], errors: [{ path, message: refusal }], partial: true };
	const collected = new Collected(path);
	if ("format_version" in state) shown(state, collected);
	else stored(state, collected);
	const known = new Configuration({});
	for (const { address, module, type, name, key } of collected.instances) known.add(module, `${type}.${name}`, { address, key });
	const resources = collected.instances.map((instance) => {
		const dependsOn = [...new Set(instance.dependsOn.flatMap((each) => known.named(each)))].filter((each) => each !== instance.address);
		return resourceOf({ ...instance, dependsOn }, "state");
	});
	return {
		inputs: [{ path, kind: "terraform-state", sha256, resources: resources.length }],
		resources: located(resources, artefact),
		notVisible: [],
		errors: collected.errors,
		...(collected.errors.length > 0 && { partial: true }),
	};
}

function refused(state: Json): string | undefined {
	if ("encrypted_data" in state)
		return "it is a state that OpenTofu encrypted. Write it in clear to audit it: `tofu show -json > state.json`.";
	if ("format_version" in state) {
		return /^[01]\.\d+$/.test(text(state["format_version"]) ?? "")
			? undefined
			: "its format_version is not known here, which is 0.1 to 1.x.";
	}
	if (state["version"] === 4) return undefined;
	const version = typeof state["version"] === "number" ? state["version"] : Number.NaN;
	return version < 4
		? `it is a state of version ${version}, which Terraform wrote before 0.12. Bring it to version 4: \`terraform init\` and \`terraform refresh\` with a newer Terraform, then \`terraform state pull\`; or \`terraform show -json > state.json\`.`
		: `it is a state of version ${version}, which is not known here. \`terraform show -json > state.json\` writes what is.`;
}

/** `terraform show -json`: values with marks. */
function shown(state: Json, collected: Collected): void {
	for (const { entry, pointer } of entriesBelow(object(state["values"])["root_module"], "/values/root_module", collected)) {
		if (own(entry, "mode") === "data") continue;
		const values = own(entry, "values");
		if (!isObject(values)) {
			collected.refuse(pointer, "says not what the resource is.");
			continue;
		}
		const more = ({ address, type, name }: { address: string; type: string; name: string }): More => {
			const read = marked(values, { sensitive: own(entry, "sensitive_values") });
			return {
				module: moduleOf(address, type, name),
				key: keyOf(own(entry, "index")),
				provider: text(own(entry, "provider_name")),
				values: isRecord(read) ? read : {},
				raw: values,
				dependsOn: texts(own(entry, "depends_on")),
			};
		};
		collected.take(entry, pointer, more, "/values");
	}
}

/** Version 4, as backends store it. */
function stored(state: Json, collected: Collected): void {
	if (!Array.isArray(state["resources"])) collected.refuse("/resources", "is no list.");
	for (const [index, resource] of list(state["resources"]).entries()) {
		const at = `/resources/${index}`;
		if (own(resource, "mode") === "data") continue;
		const [type, name, module = ""] = ["type", "name", "module"].map((key) => text(own(resource, key)));
		const instances = own(resource, "instances");
		if (type === undefined || name === undefined || !Array.isArray(instances)) {
			collected.refuse(at, "names no type, name or instances of a resource.");
			continue;
		}
		for (const [number, instance] of instances.entries()) {
			const pointer = `${at}/instances/${number}`;
			const attributes = own(instance, "attributes");
			if (!isObject(attributes)) {
				collected.refuse(pointer, "has no attributes as Terraform 0.12 and later write them. `terraform refresh` writes them anew.");
				continue;
			}
			const key = keyOf(own(instance, "index_key"));
			const deposed = text(own(instance, "deposed"));
			const address = `${module === "" ? "" : `${module}.`}${type}.${name}${key ?? ""}${deposed === undefined ? "" : ` (deposed ${deposed})`}`;
			collected.take({ address, type, name }, pointer, () => values(resource, instance, attributes, module, key), "/attributes");
		}
	}
}

function values(resource: unknown, instance: unknown, attributes: Json, module: string, key: string | undefined): More {
	const read = marked(attributes, { sensitive: sensitiveTree(own(instance, "sensitive_attributes")) });
	return {
		module,
		key,
		provider: text(own(resource, "provider")),
		values: isRecord(read) ? read : {},
		raw: attributes,
		dependsOn: texts(own(instance, "dependencies") ?? own(instance, "depends_on")),
	};
}
