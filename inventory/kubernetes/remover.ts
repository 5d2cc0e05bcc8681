import type { ClusterSession } from "./session.ts";
import { ClusterError } from "./session.ts";

export interface KubernetesRemover {
	/** Deletes one object, unless it was replaced by another of the same name since it was listed. */
	remove(path: string, uid?: string): Promise<void>;
	/** Takes single fields out of an object, by JSON pointer; the last list element first, so that positions stay true. */
	removeFields(path: string, pointers: readonly string[]): Promise<void>;
}

/** The only way in this room to take something away from a cluster. Made by `drift --fix`, after a person agreed. */
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
		async removeFields(path, pointers) {
			const byPosition = [...pointers].sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
			await session.send("PATCH", path, {
				contentType: "application/json-patch+json",
				body: byPosition.map((pointer) => ({ op: "remove", path: pointer })),
			});
		},
	};
}
