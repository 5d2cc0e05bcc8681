import type { AnyControl } from "../control.ts";
import clusterTemplateNoFloatingIp from "../controls/cluster-template/cluster-template-no-floating-ip.ts";
import clusterTemplateNoInsecureRegistry from "../controls/cluster-template/cluster-template-no-insecure-registry.ts";
import clusterTemplateTls from "../controls/cluster-template/cluster-template-tls.ts";
import computeAntiAffinity from "../controls/compute/compute-anti-affinity.ts";
import computeConfigDrive from "../controls/compute/compute-config-drive.ts";
import computeEncryptedBoot from "../controls/compute/compute-encrypted-boot.ts";
import computeImagePinned from "../controls/compute/compute-image-pinned.ts";
import computeKeypair from "../controls/compute/compute-keypair.ts";
import computeKeypairStrong from "../controls/compute/compute-keypair-strong.ts";
import computeNoAdminPassword from "../controls/compute/compute-no-admin-password.ts";
import computeNoSecretInMetadata from "../controls/compute/compute-no-secret-in-metadata.ts";
import computeNoSecretInUserData from "../controls/compute/compute-no-secret-in-user-data.ts";
import computePrivateNetwork from "../controls/compute/compute-private-network.ts";
import computeTagged from "../controls/compute/compute-tagged.ts";
import computeTrustedImage from "../controls/compute/compute-trusted-image.ts";
import computeVolumeDeclared from "../controls/compute/compute-volume-declared.ts";
import computeZoneSpread from "../controls/compute/compute-zone-spread.ts";
import dbaasNoPlaintextPassword from "../controls/dbaas/dbaas-no-plaintext-password.ts";
import dbaasNotPublic from "../controls/dbaas/dbaas-not-public.ts";
import dbaasSupportedVersion from "../controls/dbaas/dbaas-supported-version.ts";
import dnsCaa from "../controls/dns/dns-caa.ts";
import dnsNoDanglingRecord from "../controls/dns/dns-no-dangling-record.ts";
import dnsZoneContact from "../controls/dns/dns-zone-contact.ts";
import identityAppCredentialExpires from "../controls/identity/identity-app-credential-expires.ts";
import identityAppCredentialNoAdmin from "../controls/identity/identity-app-credential-no-admin.ts";
import identityAppCredentialRestricted from "../controls/identity/identity-app-credential-restricted.ts";
import identityAppCredentialScoped from "../controls/identity/identity-app-credential-scoped.ts";
import identityAuthUrlHttps from "../controls/identity/identity-auth-url-https.ts";
import identityNoAdminGrant from "../controls/identity/identity-no-admin-grant.ts";
import identityNoDomainWideRole from "../controls/identity/identity-no-domain-wide-role.ts";
import identityNoInheritedAdmin from "../controls/identity/identity-no-inherited-admin.ts";
import identityNoPlaintextCredential from "../controls/identity/identity-no-plaintext-credential.ts";
import identityPasswordExpiry from "../controls/identity/identity-password-expiry.ts";
import identityProjectTagged from "../controls/identity/identity-project-tagged.ts";
import identityTlsVerified from "../controls/identity/identity-tls-verified.ts";
import identityUserEnabled from "../controls/identity/identity-user-enabled.ts";
import identityUserLockout from "../controls/identity/identity-user-lockout.ts";
import identityUserMfa from "../controls/identity/identity-user-mfa.ts";
import imageMemoryEncryption from "../controls/image/image-memory-encryption.ts";
import imageNotPublic from "../controls/image/image-not-public.ts";
import imageNotSharedWidely from "../controls/image/image-not-shared-widely.ts";
import imageProtected from "../controls/image/image-protected.ts";
import imageSecureBoot from "../controls/image/image-secure-boot.ts";
import imageSigned from "../controls/image/image-signed.ts";
import imageSourceVerified from "../controls/image/image-source-verified.ts";
import lbBackendEncrypted from "../controls/lb/lb-backend-encrypted.ts";
import lbHealthMonitor from "../controls/lb/lb-health-monitor.ts";
import lbHsts from "../controls/lb/lb-hsts.ts";
import lbListenerEncrypted from "../controls/lb/lb-listener-encrypted.ts";
import lbModernTls from "../controls/lb/lb-modern-tls.ts";
import lbRedirectsHttp from "../controls/lb/lb-redirects-http.ts";
import lbRedundant from "../controls/lb/lb-redundant.ts";
import lbRestrictsSources from "../controls/lb/lb-restricts-sources.ts";
import netAddressGroupNoWorld from "../controls/net/net-address-group-no-world.ts";
import netAdminStateUp from "../controls/net/net-admin-state-up.ts";
import netDefaultGroupClosed from "../controls/net/net-default-group-closed.ts";
import netDefaultGroupUnused from "../controls/net/net-default-group-unused.ts";
import netDnsResolversNamed from "../controls/net/net-dns-resolvers-named.ts";
import netFirewallRuleScoped from "../controls/net/net-firewall-rule-scoped.ts";
import netNoAllPorts from "../controls/net/net-no-all-ports.ts";
import netNoAnyProtocol from "../controls/net/net-no-any-protocol.ts";
import netNoCleartextPorts from "../controls/net/net-no-cleartext-ports.ts";
import netNoExternalNetworkPort from "../controls/net/net-no-external-network-port.ts";
import netNoOpenEgress from "../controls/net/net-no-open-egress.ts";
import netNoPublicInstance from "../controls/net/net-no-public-instance.ts";
import netNoSharedNetwork from "../controls/net/net-no-shared-network.ts";
import netNoWideAddressPairs from "../controls/net/net-no-wide-address-pairs.ts";
import netNoWidePortRange from "../controls/net/net-no-wide-port-range.ts";
import netNoWorldDatabase from "../controls/net/net-no-world-database.ts";
import netNoWorldIcmp from "../controls/net/net-no-world-icmp.ts";
import netNoWorldIngress from "../controls/net/net-no-world-ingress.ts";
import netNoWorldManagement from "../controls/net/net-no-world-management.ts";
import netNoWorldRdp from "../controls/net/net-no-world-rdp.ts";
import netNoWorldSsh from "../controls/net/net-no-world-ssh.ts";
import netNoWorldWinrm from "../controls/net/net-no-world-winrm.ts";
import netPortSecurityEnabled from "../controls/net/net-port-security-enabled.ts";
import netRbacNotWildcard from "../controls/net/net-rbac-not-wildcard.ts";
import netRuleDescribed from "../controls/net/net-rule-described.ts";
import netSecurityGroupDescribed from "../controls/net/net-security-group-described.ts";
import netSecurityGroupsAttached from "../controls/net/net-security-groups-attached.ts";
import netTagged from "../controls/net/net-tagged.ts";
import netUnusedSecurityGroup from "../controls/net/net-unused-security-group.ts";
import netVpnStrong from "../controls/net/net-vpn-strong.ts";
import objectAclNotGlobal from "../controls/object/object-acl-not-global.ts";
import objectNoPublicListing from "../controls/object/object-no-public-listing.ts";
import objectNoPublicRead from "../controls/object/object-no-public-read.ts";
import objectNoSecretInMetadata from "../controls/object/object-no-secret-in-metadata.ts";
import objectNoSync from "../controls/object/object-no-sync.ts";
import objectNoWildcardWrite from "../controls/object/object-no-wildcard-write.ts";
import objectVersioning from "../controls/object/object-versioning.ts";
import secretAclRestricted from "../controls/secret/secret-acl-restricted.ts";
import secretExpires from "../controls/secret/secret-expires.ts";
import secretMarked from "../controls/secret/secret-marked.ts";
import secretStrong from "../controls/secret/secret-strong.ts";
import shareNoWorldAccess from "../controls/share/share-no-world-access.ts";
import shareNotPublic from "../controls/share/share-not-public.ts";
import snapshotNoSecretInMetadata from "../controls/snapshot/snapshot-no-secret-in-metadata.ts";
import snapshotNotOrphaned from "../controls/snapshot/snapshot-not-orphaned.ts";
import volumeAttached from "../controls/volume/volume-attached.ts";
import volumeBackup from "../controls/volume/volume-backup.ts";
import volumeEncrypted from "../controls/volume/volume-encrypted.ts";
import volumeNoSecretInMetadata from "../controls/volume/volume-no-secret-in-metadata.ts";
import volumeNotMultiattach from "../controls/volume/volume-not-multiattach.ts";
import volumeTagged from "../controls/volume/volume-tagged.ts";
import volumeTypeStrong from "../controls/volume/volume-type-strong.ts";

/** Controls over what OpenStack holds, by id. */
export const openstack: readonly AnyControl[] = [
	clusterTemplateNoFloatingIp,
	clusterTemplateNoInsecureRegistry,
	clusterTemplateTls,
	computeAntiAffinity,
	computeConfigDrive,
	computeEncryptedBoot,
	computeImagePinned,
	computeKeypair,
	computeKeypairStrong,
	computeNoAdminPassword,
	computeNoSecretInMetadata,
	computeNoSecretInUserData,
	computePrivateNetwork,
	computeTagged,
	computeTrustedImage,
	computeVolumeDeclared,
	computeZoneSpread,
	dbaasNoPlaintextPassword,
	dbaasNotPublic,
	dbaasSupportedVersion,
	dnsCaa,
	dnsNoDanglingRecord,
	dnsZoneContact,
	identityAppCredentialExpires,
	identityAppCredentialNoAdmin,
	identityAppCredentialRestricted,
	identityAppCredentialScoped,
	identityAuthUrlHttps,
	identityNoAdminGrant,
	identityNoDomainWideRole,
	identityNoInheritedAdmin,
	identityNoPlaintextCredential,
	identityPasswordExpiry,
	identityProjectTagged,
	identityTlsVerified,
	identityUserEnabled,
	identityUserLockout,
	identityUserMfa,
	imageMemoryEncryption,
	imageNotPublic,
	imageNotSharedWidely,
	imageProtected,
	imageSecureBoot,
	imageSigned,
	imageSourceVerified,
	lbBackendEncrypted,
	lbHealthMonitor,
	lbHsts,
	lbListenerEncrypted,
	lbModernTls,
	lbRedirectsHttp,
	lbRedundant,
	lbRestrictsSources,
	netAddressGroupNoWorld,
	netAdminStateUp,
	netDefaultGroupClosed,
	netDefaultGroupUnused,
	netDnsResolversNamed,
	netFirewallRuleScoped,
	netNoAllPorts,
	netNoAnyProtocol,
	netNoCleartextPorts,
	netNoExternalNetworkPort,
	netNoOpenEgress,
	netNoPublicInstance,
	netNoSharedNetwork,
	netNoWideAddressPairs,
	netNoWidePortRange,
	netNoWorldDatabase,
	netNoWorldIcmp,
	netNoWorldIngress,
	netNoWorldManagement,
	netNoWorldRdp,
	netNoWorldSsh,
	netNoWorldWinrm,
	netPortSecurityEnabled,
	netRbacNotWildcard,
	netRuleDescribed,
	netSecurityGroupDescribed,
	netSecurityGroupsAttached,
	netTagged,
	netUnusedSecurityGroup,
	netVpnStrong,
	objectAclNotGlobal,
	objectNoPublicListing,
	objectNoPublicRead,
	objectNoSecretInMetadata,
	objectNoSync,
	objectNoWildcardWrite,
	objectVersioning,
	secretAclRestricted,
	secretExpires,
	secretMarked,
	secretStrong,
	shareNoWorldAccess,
	shareNotPublic,
	snapshotNoSecretInMetadata,
	snapshotNotOrphaned,
	volumeAttached,
	volumeBackup,
	volumeEncrypted,
	volumeNoSecretInMetadata,
	volumeNotMultiattach,
	volumeTagged,
	volumeTypeStrong,
];
