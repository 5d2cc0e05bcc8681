import { UserError } from "../../errors.ts";

/** A minor version of Kubernetes, e.g. 1.34. */
export interface KubernetesVersion {
	major: number;
	minor: number;
}

/** The newest version whose rules Socle knows. Source: https://kubernetes.io/releases/ */
export const NEWEST: KubernetesVersion = { major: 1, minor: 36 };

/**
 * `1.34`, `v1.34`, `1.34.2` or `v1.34.2+rke2r1`; `latest` is the newest known.
 * @throws UserError (exit 2) for anything else
 */
export function kubernetesVersion(text = "latest"): KubernetesVersion {
	if (text === "latest") return NEWEST;
	const [, major, minor] = /^v?(1)\.(\d{1,3})(?:[.+-].*)?$/.exec(text) ?? [];
	if (minor === undefined) {
		throw new UserError(`--kubernetes-version ${text} is no version of Kubernetes.`, { next: "Write one such as 1.34, or `latest`." });
	}
	return { major: Number(major), minor: Number(minor) };
}
