import type { FieldOperation } from "../../inventory/kubernetes/remover.ts";
import type { Removal } from "../../inventory/openstack/remover.ts";
import type { Layer, Resource } from "../../inventory/resource.ts";
import type { Severity } from "../../reports/report.ts";
import type { Field } from "./changed.ts";

/** One way in which a cloud is not what its state says. */
export interface Difference {
	/** unmanaged: a child of something managed that nobody described. changed, gone: something described that is not as it was, or not there. */
	change: "unmanaged" | "changed" | "gone";
	/** The cloud (as clouds.yaml names it) or the cluster (its context). */
	place: string;
	/** What it is, for people: `SecurityGroupRule`, `Namespace passports`. */
	subject: string;
	/** How it differs, in the words of the description: `tcp 22 from 0.0.0.0/0 on group app`, `enforce: restricted → privileged`. */
	what: string;
	layer?: Layer;
	service?: string;
	fields: Field[];
	/** When and by whom, where the cloud tells. RFC 3339. */
	at?: string;
	by?: string;
	/** As it is now; for something gone, as it was described. */
	resource: Resource;
	repairs: Repair[];
	/** Controls that fail now and did not before. */
	fails: Finding[];
}

export interface Finding {
	control: string;
	severity: Severity;
}

/** What brings the description back. */
export type Repair =
	/** The engine sees it and restores it. */
	| { by: "up" }
	/** Taken away, or set again, where the engine sees nothing. */
	| { by: "openstack"; cloud: string; removal: Removal }
	| { by: "kubernetes"; context: string; path: string; uid?: string }
	| { by: "kubernetes-fields"; context: string; path: string; operations: FieldOperation[] }
	/** Nothing that Socle does: a person decides. */
	| { by: "hand"; advice: string };

/** Something that could not be looked at, so that nothing can be said about it. */
export interface NotVisible {
	what: string;
	why: string;
}

/** The last part of a type: `SecurityGroupRule` for people who know OpenStack by its own words, else the Pulumi or Kubernetes kind. */
export function kindOf(type: string): string {
	const last = type.split(/[:/]/).at(-1) ?? type;
	return ({ SecGroup: "SecurityGroup", SecGroupRule: "SecurityGroupRule" } as Record<string, string>)[last] ?? last;
}
