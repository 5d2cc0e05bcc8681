import type { AnyControl } from "../control.ts";
import clusterAdmissionPlugins from "../controls/cluster/cluster-admission-plugins.ts";
import clusterAnonymousOff from "../controls/cluster/cluster-anonymous-off.ts";
import clusterApiNotPublic from "../controls/cluster/cluster-api-not-public.ts";
import clusterApiTls from "../controls/cluster/cluster-api-tls.ts";
import clusterAuditLog from "../controls/cluster/cluster-audit-log.ts";
import clusterAuditRetention from "../controls/cluster/cluster-audit-retention.ts";
import clusterAuthorization from "../controls/cluster/cluster-authorization.ts";
import clusterEtcdOwnCa from "../controls/cluster/cluster-etcd-own-ca.ts";
import clusterEtcdTls from "../controls/cluster/cluster-etcd-tls.ts";
import clusterKubeletHardened from "../controls/cluster/cluster-kubelet-hardened.ts";
import clusterMetricsLocal from "../controls/cluster/cluster-metrics-local.ts";
import clusterNoStaticCredentials from "../controls/cluster/cluster-no-static-credentials.ts";
import clusterPodSecurityDefault from "../controls/cluster/cluster-pod-security-default.ts";
import clusterProfilingOff from "../controls/cluster/cluster-profiling-off.ts";
import clusterSecretsEncrypted from "../controls/cluster/cluster-secrets-encrypted.ts";
import clusterServiceAccountTokens from "../controls/cluster/cluster-service-account-tokens.ts";
import clusterSupportedVersion from "../controls/cluster/cluster-supported-version.ts";

/** Controls over how a cluster itself is configured, by id. */
export const clusters: readonly AnyControl[] = [
	clusterAdmissionPlugins,
	clusterAnonymousOff,
	clusterApiNotPublic,
	clusterApiTls,
	clusterAuditLog,
	clusterAuditRetention,
	clusterAuthorization,
	clusterEtcdOwnCa,
	clusterEtcdTls,
	clusterKubeletHardened,
	clusterMetricsLocal,
	clusterNoStaticCredentials,
	clusterPodSecurityDefault,
	clusterProfilingOff,
	clusterSecretsEncrypted,
	clusterServiceAccountTokens,
	clusterSupportedVersion,
];
