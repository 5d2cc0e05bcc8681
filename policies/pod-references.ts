import type { Resource } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import { items, leafAt, present } from "./guard.ts";
import type { Named } from "./pods.ts";
import { eachContainer, eachPod, eachVolume, kindOf } from "./pods.ts";

/** What a pod calls by name, with where. */
export interface PodReference {
	/** `v1/Secret` */
	type: string;
	/** Of the name. */
	pointer: string;
}

const SECRET = "v1/Secret";
const CONFIG = "v1/ConfigMap";
const CLAIM = "v1/PersistentVolumeClaim";

/** Everything that the resource's pods can't start without and call by name: account, Secrets, ConfigMaps and claims that are not marked optional. */
export function eachPodReference(resource: Resource, context: CheckContext<unknown>, body: (reference: PodReference) => void): void {
	const take = (type: string, source: Named | null | undefined, path: string, key = "name"): void =>
		context.each([source], () => {
			const pointer = `${path}/${key}`;
			const leaf = leafAt(resource, pointer);
			if (leaf !== undefined && leaf !== null && leaf !== "" && source?.optional !== true) body({ type, pointer });
		});
	eachPod(resource, context, ({ spec, path }) => {
		// Where both are written, the newer name of the field counts.
		take("v1/ServiceAccount", {}, path, present(spec, "serviceAccountName") ? "serviceAccountName" : "serviceAccount");
		context.each(items(spec.imagePullSecrets, resource, `${path}/imagePullSecrets`), (source, index) =>
			take(SECRET, source, `${path}/imagePullSecrets/${index}`),
		);
	});
	eachVolume(resource, context, (volume, path) => {
		const { secret, configMap, persistentVolumeClaim, projected } = volume as {
			[source: string]: Named & { sources?: readonly Projection[] };
		};
		take(SECRET, secret, `${path}/secret`, "secretName");
		take(CONFIG, configMap, `${path}/configMap`);
		// A StatefulSet puts a claim of its own in the place of a volume of the template's name.
		if (persistentVolumeClaim && !claimTemplates(resource).includes(volume.name))
			take(CLAIM, persistentVolumeClaim, `${path}/persistentVolumeClaim`, "claimName");
		context.each(items(projected?.sources, resource, `${path}/projected/sources`), (source, index) => {
			take(SECRET, source?.secret, `${path}/projected/sources/${index}/secret`);
			take(CONFIG, source?.configMap, `${path}/projected/sources/${index}/configMap`);
		});
	});
	eachContainer(resource, context, ({ container, path }) => {
		context.each(items(container.env, resource, `${path}/env`), (variable, index) => {
			const at = `${path}/env/${index}/valueFrom`;
			take(SECRET, variable?.valueFrom?.secretKeyRef, `${at}/secretKeyRef`);
			take(CONFIG, variable?.valueFrom?.configMapKeyRef, `${at}/configMapKeyRef`);
		});
		context.each(items(container.envFrom, resource, `${path}/envFrom`), (source, index) => {
			take(SECRET, source?.secretRef, `${path}/envFrom/${index}/secretRef`);
			take(CONFIG, source?.configMapRef, `${path}/envFrom/${index}/configMapRef`);
		});
	});
}

/** Names of the claims that a StatefulSet makes for each of its pods. */
function claimTemplates(resource: Resource): readonly (string | undefined)[] {
	const { spec } = resource.properties as { spec?: { volumeClaimTemplates?: readonly ({ metadata?: { name?: string } } | null)[] | null } };
	return kindOf(resource) === "StatefulSet"
		? items(spec?.volumeClaimTemplates, resource, "/spec/volumeClaimTemplates").map((each) => each?.metadata?.name)
		: [];
}

interface Projection {
	secret?: Named | null;
	configMap?: Named | null;
}
