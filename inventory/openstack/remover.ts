import type { Service, Session } from "./session.ts";
import { CloudError } from "./session.ts";

/** One thing to take away or set again: most are deleted at their own address; a router lets go of a subnet by PUT, a server starts by POST. */
export interface Removal {
	service: Service;
	/** Follows the version, e.g. `/security-group-rules/ID`. */
	path: string;
	method?: "DELETE" | "PUT" | "POST";
	body?: unknown;
}

export interface OpenStackRemover {
	/** Resolves when the cloud has accepted it, or when nothing was there any more. */
	remove(removal: Removal): Promise<void>;
}

/** Milliseconds between attempts while Octavia changes a balancer (it answers 409 to everything else meanwhile), and how many. */
const PAUSE = 2000;
const PATIENCE = 30;

/** The only way in this room to take something away from a cloud. Made by `drift --fix`, after a person agreed. */
export function openStackRemover(
	session: Session,
	wait: (milliseconds: number) => Promise<unknown> = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
): OpenStackRemover {
	return {
		async remove({ service, path, method = "DELETE", body }) {
			for (let attempt = 0; ; attempt++) {
				try {
					await session.send(method, service, path, body === undefined ? {} : { body });
					return;
				} catch (error) {
					if (!(error instanceof CloudError)) throw error;
					if (error.status === 404 && session.has(service)) return;
					if (error.status !== 409 || service !== "load-balancer" || attempt >= PATIENCE) throw error;
					await wait(PAUSE);
				}
			}
		},
	};
}
