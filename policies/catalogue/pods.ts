import type { AnyControl } from "../control.ts";
import podApparmor from "../controls/pod/pod-apparmor.ts";
import podCapabilitiesBaseline from "../controls/pod/pod-capabilities-baseline.ts";
import podCapabilitiesRestricted from "../controls/pod/pod-capabilities-restricted.ts";
import podHostNamespaces from "../controls/pod/pod-host-namespaces.ts";
import podHostPath from "../controls/pod/pod-host-path.ts";
import podHostPorts from "../controls/pod/pod-host-ports.ts";
import podHostProbes from "../controls/pod/pod-host-probes.ts";
import podImageDigest from "../controls/pod/pod-image-digest.ts";
import podMemoryLimit from "../controls/pod/pod-memory-limit.ts";
import podPrivilegeEscalation from "../controls/pod/pod-privilege-escalation.ts";
import podPrivileged from "../controls/pod/pod-privileged.ts";
import podProcMount from "../controls/pod/pod-proc-mount.ts";
import podRunAsNonRoot from "../controls/pod/pod-run-as-non-root.ts";
import podRunAsUser from "../controls/pod/pod-run-as-user.ts";
import podSeccompBaseline from "../controls/pod/pod-seccomp-baseline.ts";
import podSeccompRestricted from "../controls/pod/pod-seccomp-restricted.ts";
import podSelinux from "../controls/pod/pod-selinux.ts";
import podSysctls from "../controls/pod/pod-sysctls.ts";
import podVolumeTypes from "../controls/pod/pod-volume-types.ts";
import podWindowsHostProcess from "../controls/pod/pod-windows-host-process.ts";

/** Controls over what pods and the templates of controllers ask for, by id. */
export const pods: readonly AnyControl[] = [
	podApparmor,
	podCapabilitiesBaseline,
	podCapabilitiesRestricted,
	podHostNamespaces,
	podHostPath,
	podHostPorts,
	podHostProbes,
	podImageDigest,
	podMemoryLimit,
	podPrivilegeEscalation,
	podPrivileged,
	podProcMount,
	podRunAsNonRoot,
	podRunAsUser,
	podSeccompBaseline,
	podSeccompRestricted,
	podSelinux,
	podSysctls,
	podVolumeTypes,
	podWindowsHostProcess,
];
