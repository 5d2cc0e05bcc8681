import { catalogue } from "../catalogue.ts";
import type { Pack, PackEntry } from "./pack.ts";

const BASELINE = [
	"pod-windows-host-process",
	"pod-host-namespaces",
	"pod-privileged",
	"pod-capabilities-baseline",
	"pod-host-path",
	"pod-host-ports",
	"pod-host-probes",
	"pod-apparmor",
	"pod-selinux",
	"pod-proc-mount",
	"pod-seccomp-baseline",
	"pod-sysctls",
];
const RESTRICTED = [
	"pod-volume-types",
	"pod-privilege-escalation",
	"pod-run-as-non-root",
	"pod-run-as-user",
	"pod-seccomp-restricted",
	"pod-capabilities-restricted",
];
/** Where the restricted standard is stricter than the baseline in what is one control. */
const STRICTER: Readonly<Record<string, PackEntry["parameters"]>> = { "pod-proc-mount": { inUserNamespace: "default" } };

export const podSecurityBaseline: Pack = {
	name: "pod-security-baseline",
	title: "Exactly the Pod Security Standard baseline, at the release of Kubernetes that is asked for.",
	controls: these(BASELINE),
};

export const podSecurityRestricted: Pack = {
	name: "pod-security-restricted",
	title: "Exactly the Pod Security Standard restricted, which holds the baseline, at the release of Kubernetes that is asked for.",
	controls: these([...BASELINE, ...RESTRICTED]).map((entry) => {
		const parameters = STRICTER[entry.control.id];
		return parameters === undefined ? entry : { ...entry, parameters };
	}),
};

function these(ids: readonly string[]): PackEntry[] {
	return catalogue.filter(({ id }) => ids.includes(id)).map((control) => ({ control }));
}
