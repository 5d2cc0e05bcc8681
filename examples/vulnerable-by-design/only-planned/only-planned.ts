/**
 * The part of the OpenStack goat that is planned and never created: what a tenant of the lab can't make, because the cloud has no such
 * service, asks for an administrator, refuses it, or would keep it after the end; and inputs that only provider 5 has.
 */
import type { Inputs } from "@pulumi/pulumi";
import { CustomResource, ProviderResource, secret } from "@pulumi/pulumi";

/** A resource of any type, also of one that the provider's SDK does not know yet. */
class Planned extends CustomResource {}
const make = (name: string, type: string, inputs: Inputs) => new Planned(`openstack:${type}`, name, { name, ...inputs });

const tags = ["owner=EXAMPLE-0001", "environment=goat.lab", "classification=internal"];
const metadata = { owner: "EXAMPLE-0001", environment: "goat.lab", classification: "internal" };

// Not in the lab: Magnum.
make("template", "containerinfra/clusterTemplate:ClusterTemplate", {
	coe: "kubernetes",
	image: "fedora-coreos",
	floatingIpEnabled: true,
	insecureRegistry: "registry.goat.example:5000",
	tlsDisabled: true,
});

// Not in the lab: Trove.
const internet = make("internet", "networking/network:Network", { external: true, tags });
const database = make("database", "database/instance:Instance", {
	size: 20,
	datastore: { type: "postgresql", version: "9.6" },
	networks: [{ uuid: internet.id }],
	users: [{ name: "app", password: "Example-1234" }],
});
make("database-user", "database/user:User", { instanceId: database.id, password: "Example-1234" });

// Not in the lab: Manila.
const share = make("share", "sharedfilesystem/share:Share", { shareProto: "NFS", size: 1, isPublic: true });
make("share-for-all", "sharedfilesystem/shareAccess:ShareAccess", {
	shareId: share.id,
	accessType: "ip",
	accessLevel: "rw",
	accessTo: "0.0.0.0/0",
});

// Not in the lab: firewalls and VPN as a service.
make("firewall-rule", "firewall/ruleV2:RuleV2", { action: "allow", protocol: "tcp", enabled: true, destinationIpAddress: "10.40.0.0/24" });
const ike = make("ike", "vpnaas/ikePolicy:IkePolicy", {
	ikeVersion: "v1",
	encryptionAlgorithm: "3des",
	authAlgorithm: "sha1",
	pfs: "group2",
});
make("ipsec", "vpnaas/ipSecPolicy:IpSecPolicy", { encryptionAlgorithm: "aes-256", authAlgorithm: "sha256", pfs: "group22" });
make("tunnel", "vpnaas/siteConnection:SiteConnection", { ikepolicyId: ike.id, psk: "Example-1234" });

// For administrators only: users, projects, roles, what every project sees, balancers' flavors.
make("project", "identity/project:Project", { tags: [] });
make("user-careless", "identity/user:User", { password: secret("x"), ignorePasswordExpiry: true, ignoreLockoutFailureAttempts: true });
make("user-disabled", "identity/user:User", { password: secret("x"), enabled: false });
const admin = make("admin", "identity/role:Role", {});
const reader = make("reader", "identity/role:Role", {});
make("admin-grant", "identity/roleAssignment:RoleAssignment", { userId: "agent", roleId: admin.id, projectId: "goat" });
make("domain-grant", "identity/roleAssignment:RoleAssignment", { userId: "agent", roleId: reader.id, domainId: "default" });
make("inherited-grant", "identity/inheritRoleAssignment:InheritRoleAssignment", {
	userId: "agent",
	roleId: admin.id,
	projectId: "goat",
});
make("admin-credential", "identity/applicationCredential:ApplicationCredential", {
	roles: ["admin"],
	expiresAt: "2027-01-31T00:00:00Z",
	accessRules: [{ service: "compute", method: "GET", path: "/v2.1/servers" }],
});
const everyones = make("everyones", "networking/network:Network", { shared: true, tags });
make("everyones-too", "networking/rbacPolicyV2:RbacPolicyV2", {
	action: "access_as_shared",
	objectType: "network",
	objectId: everyones.id,
	targetTenant: "*",
});
make("port-outside", "networking/port:Port", { networkId: internet.id, securityGroupIds: ["goat"], tags });
const profile = make("single", "loadbalancer/flavorprofileV2:FlavorprofileV2", { flavorData: '{"loadbalancer_topology": "SINGLE"}' });
const flavor = make("small", "loadbalancer/flavorV2:FlavorV2", { flavorProfileId: profile.id });
const balancer = make("balancer", "loadbalancer/loadBalancer:LoadBalancer", { flavorId: flavor.id, tags: ["socle:public-edge"] });

// Marked as a secret by the engine, whatever the program does: only a plan shows that the program does not.
make("secret-clear", "keymanager/secretV1:SecretV1", {
	secretType: "passphrase",
	payload: "Example-1234",
	expiration: "2027-01-31T00:00:00Z",
	acl: { read: { projectAccess: false } },
});

// Reached in clear, with any certificate, by a password that everybody may read.
class Careless extends ProviderResource {}
new Careless("openstack", "careless", { authUrl: "http://identity.goat.example:5000/v3", insecure: "true", password: "Example-1234" });

// Refused by Neutron, which wants the group's id: a plan can't know it.
make("rule-default", "networking/secGroupRule:SecGroupRule", {
	description: "Planted",
	securityGroupId: "default",
	direction: "ingress",
	ethertype: "IPv4",
	protocol: "tcp",
	portRangeMin: 443,
	portRangeMax: 443,
	remoteIpPrefix: "192.0.2.0/28",
});

// Inputs of provider 5.
make("partners", "networking/addressGroupV2:AddressGroupV2", { addresses: ["192.0.2.0/28", "0.0.0.0/0"] });
const pool = make("pool", "loadbalancer/pool:Pool", { loadbalancerId: balancer.id, protocol: "HTTP", tlsEnabled: false });
make("monitor", "loadbalancer/monitor:Monitor", { poolId: pool.id, type: "HTTP" });
make("listener", "loadbalancer/listener:Listener", {
	loadbalancerId: balancer.id,
	protocol: "TERMINATED_HTTPS",
	protocolPort: 443,
	defaultTlsContainerRef: "https://keys.goat.example/v1/containers/goat",
	defaultPoolId: pool.id,
	tlsVersions: ["TLSv1", "TLSv1.2"],
	hstsMaxAge: 86_400,
});

// Refused since Cinder leaves it to volume types.
const kept = { ...metadata, "socle:kept-data": "true" };
make("volume-shared", "blockstorage/volume:Volume", { size: 1, volumeType: "luks", metadata: kept, multiattach: true });

// Would outlive the project: Nova makes the volume and leaves it.
const network = make("network", "networking/network:Network", { tags });
make("subnet", "networking/subnet:Subnet", { networkId: network.id, cidr: "10.40.0.0/24", dnsNameservers: ["10.40.0.53"], tags });
make("server-hoarding", "compute/instance:Instance", {
	keyPair: "goat",
	configDrive: true,
	networks: [{ uuid: network.id }],
	securityGroups: ["goat"],
	metadata,
	blockDevices: [
		{
			sourceType: "image",
			destinationType: "volume",
			bootIndex: 0,
			uuid: "11111111-1111-4111-8111-111111111111",
			volumeSize: 1,
			volumeType: "luks",
		},
	],
});

// Only clusters name registries. What Kubernetes' own controls say of this pod is no part of the goat.
new Planned("kubernetes:core/v1:Pod", "web", {
	apiVersion: "v1",
	kind: "Pod",
	metadata: { name: "web", namespace: "goat" },
	spec: { containers: [{ name: "web", image: "registry.abroad.example/web:1" }] },
});
