import { UserError } from "../errors.ts";

/** A minor release of Kubernetes: what a control that changes from one to the next judges by. */
export interface KubernetesVersion {
	major: number;
	minor: number;
}

/** The newest release whose rules Socle knows; what is judged by where no version is given. Source: k8s.io/pod-security-admission v0.37.2. */
export const NEWEST_KUBERNETES: KubernetesVersion = { major: 1, minor: 37 };

/** Whether a release is `1.minor` or newer. */
export function since(minor: number, { kubernetesVersion: version }: { kubernetesVersion: KubernetesVersion }): boolean {
	return version.major > 1 || version.minor >= minor;
}

/**
 * `1.34`, `v1.34`, `1.34.2` or `v1.34.2+rke2r1`; `latest` is the newest known.
 * @throws UserError (exit 2) for anything else
 */
export function kubernetesVersion(text = "latest"): KubernetesVersion {
	if (text === "latest") return NEWEST_KUBERNETES;
	const [, major, minor] = /^v?(1)\.(\d{1,3})(?:[.+-].*)?$/.exec(text) ?? [];
	if (minor === undefined) {
		throw new UserError(`--kubernetes-version ${text} is no version of Kubernetes.`, { next: "Write one such as 1.34, or `latest`." });
	}
	return { major: Number(major), minor: Number(minor) };
}
