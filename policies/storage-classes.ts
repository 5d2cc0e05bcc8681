import type { Facts } from "../facts/facts.ts";
import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import { items, leafAt, present, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { podPaths } from "./pods.ts";
import type { EncryptedTypes } from "./volume-types.ts";
import { encryptionOf } from "./volume-types.ts";

/** Claims, the classes that they name, and whether what those make is encrypted. */

export const CLAIM = "v1/PersistentVolumeClaim";
export const STORAGE_CLASS = "storage.k8s.io/v1/StorageClass";
const CLASSES = [STORAGE_CLASS, "storage.k8s.io/v1beta1/StorageClass"];
const STATEFUL = /^apps\/v1\w*\/StatefulSet$/;

/** A claim, or the template of one in a workload, with where its specification stands. */
export interface Claim {
	path: string;
	spec: { storageClassName?: string; volumeName?: string };
	annotations: { readonly [key: string]: string };
	called: string;
}

type Volume = { name?: string; ephemeral?: { volumeClaimTemplate?: Written } };
interface Written {
	metadata?: { name?: string; annotations?: { [key: string]: string } | null } | null;
	spec?: Claim["spec"] | null;
}

/** Whether a resource is a claim or makes some: StatefulSets, and pods with ephemeral volumes. */
export function bearsClaims(resource: Resource): boolean {
	if (resource.type === CLAIM || STATEFUL.test(resource.type)) return true;
	return podPaths(resource).some((path) => {
		const volumes = leafAt(resource, `${path}/volumes`);
		return Array.isArray(volumes) && volumes.some((volume) => present(volume, "ephemeral"));
	});
}

/** Asks `body` of every claim that a resource is or makes. */
export function eachClaim(resource: Resource, { each }: Pick<CheckContext<unknown>, "each">, body: (claim: Claim) => void): void {
	const tell = (written: Written, path: string, called: string): void =>
		body({ path: `${path}/spec`, spec: written.spec ?? {}, annotations: written.metadata?.annotations ?? {}, called });
	if (resource.type === CLAIM) {
		tell(resource.properties as Written, "", "claim");
		return;
	}
	if (STATEFUL.test(resource.type)) {
		const { volumeClaimTemplates } = (resource.properties["spec"] ?? {}) as { volumeClaimTemplates?: readonly Written[] };
		const at = "/spec/volumeClaimTemplates";
		each(items(volumeClaimTemplates, resource, at), (template, index) =>
			tell(template, `${at}/${index}`, `claim template ${template.metadata?.name ?? index}`),
		);
	}
	each(podPaths(resource), (path) => {
		let pod: unknown = resource.properties;
		for (const token of path.slice(1).split("/")) pod = (pod as Record<string, unknown>)[token];
		const { volumes } = pod as { volumes?: readonly Volume[] };
		each(items(volumes, resource, `${path}/volumes`), ({ name, ephemeral }, index) => {
			const template = ephemeral?.volumeClaimTemplate;
			if (template) tell(template, `${path}/volumes/${index}/ephemeral/volumeClaimTemplate`, `ephemeral volume ${name ?? index}`);
		});
	});
}

/** The class that a claim names; `""`: none, on purpose; `undefined`: it leaves that to the cluster. */
export function classNameOf({ spec, annotations }: Claim): string | undefined {
	return annotations["volume.beta.kubernetes.io/storage-class"] ?? spec.storageClassName ?? undefined;
}

/** Storage classes by name, and the default ones. Pass to `Index.once`. */
export function storageClasses(all: Index): {
	byName: ReadonlyMap<string, Resource>;
	defaults: readonly Resource[];
	open: Resource | undefined;
} {
	const classes = CLASSES.flatMap((type) => all.ofType(type));
	let open: Resource | undefined;
	const defaults = classes.filter((each) => {
		try {
			return isDefault(each);
		} catch {
			open = each;
			return false;
		}
	});
	return { byName: new Map(classes.map((each) => [each.name, each])), defaults, open };
}

function isDefault({ properties }: Resource): boolean {
	const { annotations } = (properties["metadata"] ?? {}) as { annotations?: { [key: string]: string } | null };
	return ["", ".beta"].some((version) => String(annotations?.[`storageclass${version}.kubernetes.io/is-default-class`]) === "true");
}

/** Whether what a class makes is encrypted, with the reason where it isn't. Throws `UnknownValue` where neither facts nor names say. */
export function encryptionOfClass(
	storageClass: Resource,
	context: CheckContext<EncryptedTypes> & { facts: Facts },
): { encrypted: boolean; path: string; why: string } {
	const { provisioner = "", parameters } = storageClass.properties as {
		provisioner?: string;
		parameters?: { [key: string]: string } | null;
	};
	const row = context.facts.storageProvisioner(provisioner);
	if (row === undefined)
		throw new UnknownValue(storageClass, "/provisioner", new Unknown(`how ${provisioner || "it"} encrypts is not in the facts`));
	const path = `/parameters/${row.parameter.replaceAll("/", "~1")}`;
	if (row.volumeType) {
		const encryption = encryptionOf(storageClass, path, parameters ?? {}, context);
		if (encryption === "encrypted") return { encrypted: true, path, why: "" };
		return {
			encrypted: false,
			path,
			why:
				encryption === "no type"
					? "it names no volume type"
					: `nothing says that the volume type ${parameters?.[row.parameter]} is encrypted`,
		};
	}
	const set = String(parameters?.[row.parameter] ?? "").toLowerCase();
	return { encrypted: set === row.value, path, why: `${row.parameter} is not ${row.value}` };
}
