/**
 * One list of resources for every source. OpenStack resources carry the Pulumi token and the Pulumi input names of provider 5.5.1;
 * Kubernetes resources are the plain manifest object. Nothing downstream knows where a list came from.
 */

/** The layers of an environment, lowest first. Each is a Pulumi stack of its own. */
export const LAYERS = ["foundation", "platform", "services"] as const;
export type Layer = (typeof LAYERS)[number];

/** What can be judged: what will be (a plan), what was made (a state), what is (a live cloud). */
export type Source = "plan" | "state" | "live";

export type InputKind =
	| "environment"
	| "pulumi-program"
	| "pulumi-preview"
	| "pulumi-state"
	| "terraform-plan"
	| "terraform-state"
	| "kubernetes-manifest"
	| "openstack-live"
	| "kubernetes-live";

/** A property whose value is not known yet. `references` are ids of the resources that the value will come from. */
export class Unknown {
	readonly reason: string;
	readonly references: readonly string[];
	constructor(reason = "known after `up`", references: readonly string[] = []) {
		this.reason = reason;
		this.references = references;
	}
	toJSON(): string {
		return `(${this.reason})`;
	}
}

/** A property whose value nobody may read. Only its presence and its type survive. */
export class Secret {
	readonly type: string;
	constructor(type = "string") {
		this.type = type;
	}
	toJSON(): string {
		return "(secret)";
	}
}

export type Value = string | number | boolean | null | Unknown | Secret | readonly Value[] | { readonly [key: string]: Value };
export type Properties = { readonly [key: string]: Value };

/** A place in a text. Lines and columns count from 1. `key` is the dotted path of a key in an environment file. */
export interface Location {
	file: string;
	line: number;
	column?: number;
	/** JSON pointer into the resource's properties that this place holds; absent = the whole resource. */
	path?: string;
	key?: string;
	/** "cause": where the user wrote what led to this resource; "source": where the resource itself is written. */
	role?: "cause" | "source";
}

export interface Resource {
	/** The source's own id: URN, UUID, Terraform address, namespace/name. */
	id: string;
	/** Pulumi token (OpenStack), group/version/Kind (Kubernetes; `v1/Pod` in the core group), `socle/v1/Environment|Service`. */
	type: string;
	name: string;
	namespace?: string;
	layer?: Layer;
	/** Key of the public service that this resource serves, where one environment file describes it. */
	service?: string;
	properties: Properties;
	/** The provider's id (a UUID, `namespace/name`) once known: what other resources' properties hold as a reference. */
	physicalId?: string;
	parent?: string;
	dependsOn: string[];
	locations: Location[];
	/** Where it was seen, in a list of several sources; absent = the list's own. */
	source?: Source;
	/** `false`: somebody else's, such as the cloud's own network; there for joins, and not judged. */
	judged?: false;
	/** The text that it was read from, for the lines of paths that results name. */
	written?: Written;
}

/** A text that resources were read from. */
export interface Text {
	/**
	 * Where each of these JSON pointers into the whole text is written, or else the nearest thing above it. Called once, after everything is
	 * judged and with the paths that results name, so that nothing is kept for the others. A pointer without an answer has no entry.
	 */
	locate(pointers: ReadonlySet<string>): ReadonlyMap<string, Pick<Location, "file" | "line" | "column">>;
}

/** Where in a text a resource stands. */
export interface Written {
	text: Text;
	/** JSON pointer into the text for one into the resource's properties. */
	pointer(path: string): string;
}

/** What was read. `source` counts for resources that say none; `partial`: other resources may exist that are not in the list. */
export interface Inventory {
	inputs: { path: string; kind: InputKind; sha256?: string; resources: number }[];
	source: Source;
	resources: Resource[];
	partial: boolean;
	/** Types of which objects may exist that are not in the list, because nobody let them be seen. */
	hidden?: readonly string[];
	notVisible: { what: string; why: string }[];
	errors: { path: string; line?: number; message: string }[];
}
