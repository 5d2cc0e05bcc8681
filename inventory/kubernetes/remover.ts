import type { ClusterSession } from "./session.ts";
import { ClusterError } from "./session.ts";

export type FieldOperation = { op: "remove"; path: string } | { op: "add" | "replace"; path: string; value: unknown };

export interface KubernetesRemover {
	/** Deletes one object, unless it was replaced by another of the same name since it was listed. */
	remove(path: string, uid?: string): Promise<void>;
	/** Changes single fields (RFC 6902), only if the object is still as it was seen. */
	restore(path: string, operations: readonly FieldOperation[], resourceVersion?: string): Promise<void>;
}

/** The only way in this room to change a cluster. Made by `drift --fix`, after a person agreed. */
export function kubernetesRemover(session: ClusterSession): KubernetesRemover {
	return {
		async remove(path, uid) {
			try {
				await session.send("DELETE", path, {
					body: {
						apiVersion: "v1",
						kind: "DeleteOptions",
						propagationPolicy: "Background",
						...(uid !== undefined && { preconditions: { uid } }),
					},
				});
			} catch (error) {
				if (!(error instanceof ClusterError && error.status === 404)) throw error;
			}
		},
		async restore(path, operations, resourceVersion) {
			// The last element of a list first, so that positions stay true.
			const byPosition = [...operations].sort((a, b) => b.path.localeCompare(a.path, "en", { numeric: true }));
			const unchanged = resourceVersion === undefined ? [] : [{ op: "test", path: "/metadata/resourceVersion", value: resourceVersion }];
			await session.send("PATCH", path, { contentType: "application/json-patch+json", body: [...unchanged, ...byPosition] });
		},
	};
}
