import { AsyncLocalStorage } from "node:async_hooks";

/** Where in the environment file the user wrote what a resource is made from. */
export interface Cause {
	/** Dotted path of the key, e.g. `services.passports.run`. */
	key: string;
	/** The public service, where the key lies below `services`. */
	service?: string;
}

const current = new AsyncLocalStorage<Cause>();

/** Runs `body`; every resource that it registers is said to come from `key`. The innermost call wins. */
export function at<T>(key: string, body: () => T): T {
	const service = /^services\.([^.]+)/.exec(key)?.[1];
	return current.run(service === undefined ? { key } : { key, service }, body);
}

/** The innermost `at` around the running code, also across awaits. */
export function currentCause(): Cause | undefined {
	return current.getStore();
}
