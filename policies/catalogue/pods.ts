import type { AnyControl } from "../control.ts";
import podImageDigest from "../controls/pod/pod-image-digest.ts";
import podMemoryLimit from "../controls/pod/pod-memory-limit.ts";
import podPrivilegeEscalation from "../controls/pod/pod-privilege-escalation.ts";
import podPrivileged from "../controls/pod/pod-privileged.ts";
import podRunAsNonRoot from "../controls/pod/pod-run-as-non-root.ts";

/** Controls over what pods and the templates of controllers ask for, by id. */
export const pods: readonly AnyControl[] = [podImageDigest, podMemoryLimit, podPrivilegeEscalation, podPrivileged, podRunAsNonRoot];
