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
