/** Which programs a life cycle needs, and in which versions. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { UserError } from "../errors.ts";

/** Versions by program: the `pulumi` command, and the providers by the name that their SDK gives them. No leading `v`. */
export interface Versions {
	pulumi: string;
	openstack: string;
	kubernetes: string;
}

/** What `engine/source/` builds. Change it together with the go.mod files there. */
export const SOURCE_VERSIONS: Versions = { pulumi: "3.259.0", openstack: "3.15.2", kubernetes: "4.34.2" };

/**
 * The versions that the installed SDKs ask for: the engine accepts a provider only in exactly the version that its npm package names.
 *
 * @param from A file or folder from which the packages are resolved; default: Socle's own folder.
 * @throws UserError (exit 3) when an SDK is not installed.
 */
export function wantedVersions(from: string | URL = import.meta.url): Versions {
	const require = createRequire(from);
	const version = (name: keyof Versions): string => {
		try {
			const manifest = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
			return String(manifest.pulumi?.version ?? manifest.version).replace(/^v/, "");
		} catch (cause) {
			const next = "npm install @pulumi/pulumi @pulumi/openstack @pulumi/kubernetes";
			throw new UserError(`@pulumi/${name} is not installed, so the version of its program is not known.`, { exit: 3, next, cause });
		}
	};
	return { pulumi: version("pulumi"), openstack: version("openstack"), kubernetes: version("kubernetes") };
}
