import { cidr, isPrivate } from "../cidr.ts";
import { ownCluster } from "./platform.ts";
import { country, foreign, label, list, parsed, range, section, shown } from "./words.ts";

/** Where the environment runs: cloud, network, cluster. */

/** An OpenSSH public key whose text and content name the same algorithm. */
export function publicKey(line: string): string | undefined {
	const [algorithm = "", base64 = ""] = line.trim().split(/\s+/);
	const bytes = Buffer.from(base64, "base64");
	return bytes.length > 32 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString("latin1") === algorithm ? line.trim() : undefined;
}
export const ADMIN_KEY =
	/^\s*(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{43,}={0,2}( [^\n]*)?\s*$/;

export const cloud = section("where the environment runs", {
	provider: label(40).describe("Id of the cloud provider in the facts, or `own` for a cloud of your own."),
	country: country.optional().describe("Only for `own`, and for regions that the facts don't know: the country that the cloud stands in."),
	cloud: foreign("the name of a cloud", "a name from your clouds.yaml").describe("Name of the cloud in clouds.yaml."),
	region: foreign("a region", "the region's name at the provider, such as EU-WEST-PAR").describe("Region, as the provider names it."),
	zones: list(foreign("a zone", "the zone's name at the provider, such as eu-west-par-a"), "at least one zone of the region").describe(
		"Availability zones to spread over.",
	),
	externalNetwork: foreign("the name of a network", "the provider's public network, such as Ext-Net")
		.default("Ext-Net")
		.describe("The provider's public network, from which the balancer's address comes. Default: Ext-Net."),
	volumeType: foreign("the name of a volume type", "an encrypted volume type of the cloud, such as luks")
		.default("luks")
		.describe("Name of an encrypted volume type. Default: luks."),
	product: label(40)
		.optional()
		.describe("Which product of the provider, where only one of several is qualified; ids stand in the facts. Default: its usual one."),
	adminKey: parsed(
		ADMIN_KEY,
		publicKey,
		"an OpenSSH public key",
		"the one line of a .pub file, such as ssh-ed25519 AAAA… admin@town.example",
		{ found: false },
	)
		.optional()
		.describe("OpenSSH public key that administrators reach the servers with."),
});

export const network = section("addresses", {
	cidr: range("a range of private addresses", "10.20.0.0/16")
		.superRefine((value, context) => {
			if (value.family === 6 || !isPrivate(value) || value.prefix < 16 || value.prefix > 24)
				context.addIssue(
					`${shown(value.text)} is not a range for an environment. Write a private one (RFC 1918) from /16 to /24, such as 10.20.0.0/16.`,
				);
		})
		.describe("Addresses of the environment: private (RFC 1918), /16 to /24. The tiers edge, app and data are cut from it."),
	adminFrom: list(range("a range of addresses", "192.0.2.0/28"), "from where administrators come, such as [192.0.2.0/28]").describe(
		"From where administrators reach servers by SSH.",
	),
	resolvers: list(
		parsed(
			/^[0-9a-fA-F:.]{2,45}$/,
			(address) => (cidr(`${address}/${address.includes(":") ? 128 : 32}`) ? address : undefined),
			"an address",
			"the address of a resolver, such as 86.54.11.100",
		),
		"the addresses of DNS resolvers",
	)
		.default(["86.54.11.100", "86.54.11.200"])
		.describe("DNS resolvers of the servers. Default: DNS4EU without filters, 86.54.11.100 and 86.54.11.200."),
});

export const cluster = section("which Kubernetes cluster serves containers", {
	context: foreign("the name of a context", "a context from your kubeconfig").describe(
		"Context in the kubeconfig; with `own` the one that you make once the cluster stands.",
	),
	gatewayClass: label(63).default("envoy").describe("GatewayClass for services with `via: gateway`. Default: envoy."),
	ingressClass: label(63).default("traefik").describe("IngressClass for services with `via: ingress`. Default: traefik."),
	controllerNamespace: label(63)
		.default("envoy-gateway-system")
		.describe(
			"Namespace in which the pods of the gateway or ingress controller run, the only ones that reach services. Default: envoy-gateway-system. Not for Cilium, whose gateway is no pod.",
		),
	own: ownCluster.optional(),
});
