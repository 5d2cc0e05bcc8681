import type { AnyControl } from "../control.ts";
import podAccountNotAdmin from "../controls/pod/pod-account-not-admin.ts";
import podAddedCapabilities from "../controls/pod/pod-added-capabilities.ts";
import podApparmor from "../controls/pod/pod-apparmor.ts";
import podCapabilitiesBaseline from "../controls/pod/pod-capabilities-baseline.ts";
import podCapabilitiesRestricted from "../controls/pod/pod-capabilities-restricted.ts";
import podCpuLimit from "../controls/pod/pod-cpu-limit.ts";
import podCpuRequest from "../controls/pod/pod-cpu-request.ts";
import podDropNetRaw from "../controls/pod/pod-drop-net-raw.ts";
import podEmptydirBounded from "../controls/pod/pod-emptydir-bounded.ts";
import podEnvUnique from "../controls/pod/pod-env-unique.ts";
import podEphemeralStorage from "../controls/pod/pod-ephemeral-storage.ts";
import podHasController from "../controls/pod/pod-has-controller.ts";
import podHighUserId from "../controls/pod/pod-high-user-id.ts";
import podHostNamespaces from "../controls/pod/pod-host-namespaces.ts";
import podHostPath from "../controls/pod/pod-host-path.ts";
import podHostPorts from "../controls/pod/pod-host-ports.ts";
import podHostProbes from "../controls/pod/pod-host-probes.ts";
import podImageDigest from "../controls/pod/pod-image-digest.ts";
import podImagePullPolicy from "../controls/pod/pod-image-pull-policy.ts";
import podImageRegistry from "../controls/pod/pod-image-registry.ts";
import podImageRegistryDenied from "../controls/pod/pod-image-registry-denied.ts";
import podImageTag from "../controls/pod/pod-image-tag.ts";
import podLiveness from "../controls/pod/pod-liveness.ts";
import podMemoryGuaranteed from "../controls/pod/pod-memory-guaranteed.ts";
import podMemoryLimit from "../controls/pod/pod-memory-limit.ts";
import podMemoryRequest from "../controls/pod/pod-memory-request.ts";
import podNoControlPlaneToleration from "../controls/pod/pod-no-control-plane-toleration.ts";
import podNoEphemeralContainers from "../controls/pod/pod-no-ephemeral-containers.ts";
import podNoHostAliases from "../controls/pod/pod-no-host-aliases.ts";
import podNoPlaintextSecret from "../controls/pod/pod-no-plaintext-secret.ts";
import podNoRuntimeSocket from "../controls/pod/pod-no-runtime-socket.ts";
import podNoServiceAccountToken from "../controls/pod/pod-no-service-account-token.ts";
import podNoSshServer from "../controls/pod/pod-no-ssh-server.ts";
import podNoSudo from "../controls/pod/pod-no-sudo.ts";
import podNonRootGroup from "../controls/pod/pod-non-root-group.ts";
import podOwnServiceAccount from "../controls/pod/pod-own-service-account.ts";
import podPriorityClass from "../controls/pod/pod-priority-class.ts";
import podPrivilegeEscalation from "../controls/pod/pod-privilege-escalation.ts";
import podPrivileged from "../controls/pod/pod-privileged.ts";
import podProbeSane from "../controls/pod/pod-probe-sane.ts";
import podProcMount from "../controls/pod/pod-proc-mount.ts";
import podReadOnlyRoot from "../controls/pod/pod-read-only-root.ts";
import podReadiness from "../controls/pod/pod-readiness.ts";
import podReferencesExist from "../controls/pod/pod-references-exist.ts";
import podRunAsNonRoot from "../controls/pod/pod-run-as-non-root.ts";
import podRunAsUser from "../controls/pod/pod-run-as-user.ts";
import podSeccompBaseline from "../controls/pod/pod-seccomp-baseline.ts";
import podSeccompRestricted from "../controls/pod/pod-seccomp-restricted.ts";
import podSecretAsFile from "../controls/pod/pod-secret-as-file.ts";
import podSelinux from "../controls/pod/pod-selinux.ts";
import podSysctls from "../controls/pod/pod-sysctls.ts";
import podUnsafeMountPropagation from "../controls/pod/pod-unsafe-mount-propagation.ts";
import podVolumeTypes from "../controls/pod/pod-volume-types.ts";
import podWindowsHostProcess from "../controls/pod/pod-windows-host-process.ts";

/** Controls over what pods and the templates of controllers ask for, by id. */
export const pods: readonly AnyControl[] = [
	podAccountNotAdmin,
	podAddedCapabilities,
	podApparmor,
	podCapabilitiesBaseline,
	podCapabilitiesRestricted,
	podCpuLimit,
	podCpuRequest,
	podDropNetRaw,
	podEmptydirBounded,
	podEnvUnique,
	podEphemeralStorage,
	podHasController,
	podHighUserId,
	podHostNamespaces,
	podHostPath,
	podHostPorts,
	podHostProbes,
	podImageDigest,
	podImagePullPolicy,
	podImageRegistry,
	podImageRegistryDenied,
	podImageTag,
	podLiveness,
	podMemoryGuaranteed,
	podMemoryLimit,
	podMemoryRequest,
	podNoControlPlaneToleration,
	podNoEphemeralContainers,
	podNoHostAliases,
	podNoPlaintextSecret,
	podNoRuntimeSocket,
	podNoServiceAccountToken,
	podNoSshServer,
	podNoSudo,
	podNonRootGroup,
	podOwnServiceAccount,
	podPriorityClass,
	podPrivilegeEscalation,
	podPrivileged,
	podProbeSane,
	podProcMount,
	podReadOnlyRoot,
	podReadiness,
	podReferencesExist,
	podRunAsNonRoot,
	podRunAsUser,
	podSeccompBaseline,
	podSeccompRestricted,
	podSecretAsFile,
	podSelinux,
	podSysctls,
	podUnsafeMountPropagation,
	podVolumeTypes,
	podWindowsHostProcess,
];
