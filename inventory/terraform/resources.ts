import type { Part } from "../artefacts.ts";
import { own, text, texts } from "../json.ts";
import { kubernetesResource } from "../kubernetes/object.ts";
import type { Located } from "../located.ts";
import type { Properties, Source, Value } from "../resource.ts";
import { Secret } from "../resource.ts";
import type { Kind } from "./kubernetes.ts";
import { kubernetesKind, kubernetesObject, kubernetesPointer, manifestObject, yamlObject } from "./kubernetes.ts";
import { openstackPointer, openstackProperties, openstackType } from "./openstack.ts";
import { isRecord } from "./values.ts";

/** An instance of a managed resource, as a plan or a state has it. */
export interface Instance {
	address: string;
	/** Address of the module's instance; `""` for the root. */
	module: string;
	type: string;
	name: string;
	/** As Terraform writes it in an address, `[0]` or `["a"]`. */
	key?: string | undefined;
	/** The provider's own address, in any of Terraform's ways to write it. */
	provider?: string | undefined;
	/** What it holds, unknown and sensitive leaves as such, in Terraform's names. */
	values: Properties;
	/** The same as it is written. */
	raw: unknown;
	dependsOn: string[];
	/** JSON pointers in the file: of the whole entry, and of `raw`. */
	entry: string;
	pointer: string;
}

/** What a reader adds to what every entry says of itself. */
export type More = Omit<Instance, "address" | "type" | "name" | "entry" | "pointer">;

/**
 * An instance in canonical form: OpenStack by the providers' schemas, Kubernetes as the object itself, whatever else as it is, under the
 * type `terraform:<provider>:<type>`, which no control knows and the coverage counts.
 */
export function resourceOf(instance: Instance, source: Source): Located {
	const { address, values, raw, dependsOn, pointer } = instance;
	const more = (below: (path: string) => string): Pick<Located, "id" | "source" | "dependsOn" | "entry" | "pointer"> => ({
		id: address,
		source,
		dependsOn,
		entry: instance.entry,
		pointer: (path) => pointer + below(path),
	});
	const type = openstackType(instance.type);
	if (type !== undefined) {
		const properties = openstackProperties(values, type);
		return plain(
			instance,
			type.token,
			properties,
			more((path) => openstackPointer(raw, type, path)),
		);
	}
	const { object, below } = objectOf(instance);
	if (object !== undefined) {
		const named = { ...kubernetesResource(object as never), ...more(below) };
		return named.name === "(unnamed)" ? { ...named, name: instance.name + (instance.key ?? "") } : named;
	}
	const provider = providerName(instance);
	const shown = /^(kubectl|kubernetes)_/.test(instance.type) ? withoutManifest(values) : values;
	return plain(
		instance,
		`terraform:${provider}:${instance.type}`,
		hidden(shown),
		more((path) => path),
	);
}

function plain(
	instance: Instance,
	type: string,
	properties: Properties,
	more: Pick<Located, "id" | "source" | "dependsOn" | "entry" | "pointer">,
): Located {
	const name = text(properties["name"]) ?? instance.name + (instance.key ?? "");
	const id = text(instance.values["id"]);
	return {
		type,
		name,
		properties,
		...(id !== undefined && { physicalId: id }),
		locations: [],
		...more,
	};
}

/** The Kubernetes object that an instance makes, and how its paths lead into the attributes. */
function objectOf({ type, values, raw }: Instance): { object?: Properties | undefined; below: (path: string) => string } {
	if (type === "kubernetes_manifest") return { object: manifestObject(values["manifest"]), below: (path) => `/manifest${path}` };
	if (type === "kubectl_manifest") {
		const body = own(raw, "yaml_body");
		const object = typeof body === "string" ? yamlObject(body, texts(own(raw, "sensitive_fields"))) : undefined;
		return { object, below: () => "/yaml_body" };
	}
	const kind: Kind | undefined = type.startsWith("kubernetes_") ? kubernetesKind(type) : undefined;
	if (kind === undefined) return { below: (path) => path };
	return { object: kubernetesObject(values, kind), below: (path) => kubernetesPointer(raw, kind, path) };
}

/** What could not be read as an object is not shown as texts either: they may hold a Secret. */
function withoutManifest(values: Properties): Properties {
	return Object.fromEntries(
		Object.entries(values).map(([key, value]) => [
			key,
			/^(yaml_|manifest$|live_)/.test(key) && typeof value === "string" ? new Secret() : value,
		]),
	);
}

/** Words by which an attribute of a foreign provider is known to hold a secret: older files mark none. */
const SECRET =
	/(^|_)(pass(word|wd|phrase)?|secret(_(string|key|value))?|private_key(_\w+)?|token|connection_string|(primary|secondary|access|account|api|auth|shared|master)_(access_)?key|credentials?|kube_?config(_raw)?|sas_url|user_data|custom_data)s?(_base64)?$/;

/** Texts that an attribute's name tells to be secret, as secrets; at any depth. */
function hidden(values: Properties): Properties {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, hide(key, value)]));
}

function hide(key: string, value: Value): Value {
	if (typeof value === "string") return value !== "" && SECRET.test(key) ? new Secret() : value;
	if (Array.isArray(value)) return value.map((each) => hide(key, each));
	return isRecord(value) ? hidden(value) : value;
}

/** `registry.terraform.io/hashicorp/aws`, `provider["registry.opentofu.org/hashicorp/aws"].west` and `provider.aws` are all `aws`. */
export function providerName({ type, provider = "" }: Pick<Instance, "type" | "provider">): string {
	const written = /provider\["([^"]+)"\]/.exec(provider)?.[1] ?? /provider\.([\w-]+)/.exec(provider)?.[1] ?? provider;
	const name = written.split("/").at(-1) ?? "";
	return /^[\w-]+$/.test(name) ? name : (type.split("_")[0] ?? type);
}

/** The key of an instance as an address has it. */
export function keyOf(index: unknown): string | undefined {
	if (typeof index === "number") return `[${index}]`;
	return typeof index === "string" ? `[${JSON.stringify(index)}]` : undefined;
}

/** What a reader collects. Nothing that stands in the file is left out: it becomes a resource, an error, or a line of `notVisible`. */
export class Collected {
	readonly instances: Instance[] = [];
	readonly errors: Part["errors"] = [];
	private readonly path: string;

	constructor(path: string) {
		this.path = path;
	}

	refuse(pointer: string, message: string): void {
		this.errors.push({ path: this.path, message: `${pointer === "" ? "it" : pointer} ${message}` });
	}

	/** Checks what every entry has to say of itself. */
	take(entry: unknown, pointer: string, more: (named: { address: string; type: string; name: string }) => More, below: string): void {
		const [address, type, name] = ["address", "type", "name"].map((key) => text(own(entry, key)));
		if (address === undefined || type === undefined || name === undefined) {
			this.refuse(pointer, "names no address, type or name of a resource.");
			return;
		}
		this.instances.push({ address, type, name, ...more({ address, type, name }), entry: pointer, pointer: pointer + below });
	}
}

/** The address of the module that an instance is in. */
export function moduleOf(address: string, type: string, name: string): string {
	const end = address.lastIndexOf(`.${type}.${name}`);
	return end < 0 ? "" : address.slice(0, end);
}
