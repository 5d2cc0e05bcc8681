import type { AnyControl } from "../control.ts";
import admissionWebhookSafe from "../controls/admission/admission-webhook-safe.ts";
import apiserviceTls from "../controls/apiservice/apiservice-tls.ts";
import certificateDuration from "../controls/certificate/certificate-duration.ts";
import claimClassNamed from "../controls/claim/claim-class-named.ts";
import claimEncryptedClass from "../controls/claim/claim-encrypted-class.ts";
import configmapNoSecret from "../controls/configmap/configmap-no-secret.ts";
import manifestNoPlaintextSecret from "../controls/manifest/manifest-no-plaintext-secret.ts";
import persistentVolumeNoHostPath from "../controls/persistent-volume/persistent-volume-no-host-path.ts";
import postgresBackup from "../controls/postgres/postgres-backup.ts";
import postgresBackupEncrypted from "../controls/postgres/postgres-backup-encrypted.ts";
import postgresInstances from "../controls/postgres/postgres-instances.ts";
import postgresNoSuperuser from "../controls/postgres/postgres-no-superuser.ts";
import postgresSync from "../controls/postgres/postgres-sync.ts";
import postgresTls from "../controls/postgres/postgres-tls.ts";
import rbacNoAnonymous from "../controls/rbac/rbac-no-anonymous.ts";
import rbacNoAuthenticatedTakeover from "../controls/rbac/rbac-no-authenticated-takeover.ts";
import rbacNoBroadDelete from "../controls/rbac/rbac-no-broad-delete.ts";
import rbacNoClusterAdmin from "../controls/rbac/rbac-no-cluster-admin.ts";
import rbacNoCsrApprove from "../controls/rbac/rbac-no-csr-approve.ts";
import rbacNoDefaultAccount from "../controls/rbac/rbac-no-default-account.ts";
import rbacNoDnsConfigWrite from "../controls/rbac/rbac-no-dns-config-write.ts";
import rbacNoEndpointWrite from "../controls/rbac/rbac-no-endpoint-write.ts";
import rbacNoEscalation from "../controls/rbac/rbac-no-escalation.ts";
import rbacNoEventDelete from "../controls/rbac/rbac-no-event-delete.ts";
import rbacNoExec from "../controls/rbac/rbac-no-exec.ts";
import rbacNoNodeProxy from "../controls/rbac/rbac-no-node-proxy.ts";
import rbacNoPodCreate from "../controls/rbac/rbac-no-pod-create.ts";
import rbacNoSecretRead from "../controls/rbac/rbac-no-secret-read.ts";
import rbacNoServiceStatusWrite from "../controls/rbac/rbac-no-service-status-write.ts";
import rbacNoSystemMasters from "../controls/rbac/rbac-no-system-masters.ts";
import rbacNoTokenCreate from "../controls/rbac/rbac-no-token-create.ts";
import rbacNoVolumeCreate from "../controls/rbac/rbac-no-volume-create.ts";
import rbacNoWebhookWrite from "../controls/rbac/rbac-no-webhook-write.ts";
import rbacNoWildcard from "../controls/rbac/rbac-no-wildcard.ts";
import rbacResolves from "../controls/rbac/rbac-resolves.ts";
import serviceaccountNoAutomount from "../controls/serviceaccount/serviceaccount-no-automount.ts";
import serviceaccountNoLegacyToken from "../controls/serviceaccount/serviceaccount-no-legacy-token.ts";
import storageclassEncrypted from "../controls/storageclass/storageclass-encrypted.ts";
import storageclassReclaim from "../controls/storageclass/storageclass-reclaim.ts";
import webhookInJurisdiction from "../controls/webhook/webhook-in-jurisdiction.ts";

/** Controls over who may do what in a cluster, and over what it keeps, by id. */
export const access: readonly AnyControl[] = [
	admissionWebhookSafe,
	apiserviceTls,
	certificateDuration,
	claimClassNamed,
	claimEncryptedClass,
	configmapNoSecret,
	manifestNoPlaintextSecret,
	persistentVolumeNoHostPath,
	postgresBackup,
	postgresBackupEncrypted,
	postgresInstances,
	postgresNoSuperuser,
	postgresSync,
	postgresTls,
	rbacNoAnonymous,
	rbacNoAuthenticatedTakeover,
	rbacNoBroadDelete,
	rbacNoClusterAdmin,
	rbacNoCsrApprove,
	rbacNoDefaultAccount,
	rbacNoDnsConfigWrite,
	rbacNoEndpointWrite,
	rbacNoEscalation,
	rbacNoEventDelete,
	rbacNoExec,
	rbacNoNodeProxy,
	rbacNoPodCreate,
	rbacNoSecretRead,
	rbacNoServiceStatusWrite,
	rbacNoSystemMasters,
	rbacNoTokenCreate,
	rbacNoVolumeCreate,
	rbacNoWebhookWrite,
	rbacNoWildcard,
	rbacResolves,
	serviceaccountNoAutomount,
	serviceaccountNoLegacyToken,
	storageclassEncrypted,
	storageclassReclaim,
	webhookInJurisdiction,
];
