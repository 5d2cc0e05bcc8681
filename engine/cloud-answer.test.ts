import { expect, it } from "vitest";
import { cloudAnswer } from "./cloud-answer.ts";

/** What the provider hands on, the cloud's words in it, and a word of the cure. */
const answers: [string, string, string, RegExp][] = [
	[
		"a quota of Neutron",
		'sdk-v2/provider2.go:566: sdk.helper_schema: Error creating openstack_networking_port_v2: Expected HTTP response code [201 202] when accessing [POST http://192.0.2.1:9696/v2.0/ports], but got 409 instead: {"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: [\'port\'].", "detail": ""}}: provider=openstack@3.15.2\n1 error occurred:\n\t* creating urn:pulumi:t.lab.foundation::socle::openstack:networking/port:Port::app-0: 1 error occurred:\n\t* Error creating openstack_networking_port_v2',
		"Quota exceeded for resources: ['port']. (HTTP 409)",
		/quota is used up/,
	],
	[
		"a data source that finds nothing, through every property that needs it",
		'error serializing property "securityGroupId": error serializing property "tlsContainerRef": invocation of openstack:keymanager/getContainer:getContainer returned an error: invoking openstack:keymanager/getContainer:getContainer: * Your query returned no openstack_keymanager_container_v1 results. Please change your search criteria and try again.',
		"getContainer: Your query returned no openstack_keymanager_container_v1 results. Please change your search criteria and try again.",
		/secret container list/,
	],
	[
		"a quota of Nova, answered with 403",
		'1 error occurred:\n\t* Error creating OpenStack server: Request forbidden: [POST http://192.0.2.1/servers], but got 403 instead: {"forbidden": {"code": 403, "message": "Quota exceeded for cores: Requested 4, but already used 20 of 20 cores"}}',
		"Quota exceeded for cores: Requested 4, but already used 20 of 20 cores (HTTP 403)",
		/quota is used up/,
	],
	[
		"a quota of Octavia",
		'Expected HTTP response code [201 202] when accessing [POST http://192.0.2.1:9876/v2.0/lbaas/loadbalancers], but got 403 instead: {"faultcode": "Client", "faultstring": "Quota has been met for resources: Load Balancer", "debuginfo": null}',
		"Quota has been met for resources: Load Balancer (HTTP 403)",
		/quota is used up/,
	],
	[
		"a missing right in Keystone",
		'Expected HTTP response code [201] when accessing [POST http://192.0.2.1:5000/v3/projects], but got 403 instead: {"error":{"code":403,"message":"You are not authorized to perform the requested action: identity:create_project.","title":"Forbidden"}}',
		"You are not authorized to perform the requested action: identity:create_project. (HTTP 403)",
		/lack the right/,
	],
	[
		"a missing right in Barbican",
		'but got 403 instead: {"title": "Forbidden", "description": "Secret creation attempt not allowed - please review your user/project privileges", "code": 403}',
		"Secret creation attempt not allowed - please review your user/project privileges (HTTP 403)",
		/lack the right/,
	],
	[
		"a missing right in Kubernetes",
		'namespaces is forbidden: User "demo" cannot create resource "namespaces" in API group "" at the cluster scope',
		'namespaces is forbidden: User "demo" cannot create resource "namespaces" in API group "" at the cluster scope',
		/lack the right/,
	],
	[
		"a quota of Kubernetes",
		'pods "web" is forbidden: exceeded quota: tenant, requested: pods=1, used: pods=10, limited: pods=10',
		'pods "web" is forbidden: exceeded quota: tenant, requested: pods=1, used: pods=10, limited: pods=10',
		/quota is used up/,
	],
	[
		"an admission rule",
		'deployments.apps "web" is forbidden: violates PodSecurity "restricted:latest": privileged',
		'deployments.apps "web" is forbidden: violates PodSecurity "restricted:latest": privileged',
		/admission/,
	],
	["wrong credentials", "Authentication failed", "Authentication failed", /credentials are missing, wrong or expired/],
	[
		"an unknown flavor",
		"Unable to find flavor with name b3-8: resource not found",
		"Unable to find flavor with name b3-8: resource not found",
		/doctor/,
	],
	[
		"a cloud out of reach",
		'Post "https://192.0.2.1:5000/v3/auth/tokens": dial tcp 192.0.2.1:5000: connect: connection refused',
		'Post "https://192.0.2.1:5000/v3/auth/tokens": dial tcp 192.0.2.1:5000: connect: connection refused',
		/can't be reached/,
	],
	[
		"an unknown kind",
		'no matches for kind "Gateway" in version "gateway.networking.k8s.io/v1"',
		'no matches for kind "Gateway" in version "gateway.networking.k8s.io/v1"',
		/not on this cloud/,
	],
	[
		"no room",
		"Error creating server: No valid host was found. There are not enough hosts available.",
		"Error creating server: No valid host was found. There are not enough hosts available.",
		/no room/,
	],
	[
		"a wait that was too long",
		"timeout while waiting for state to become 'ACTIVE' (last state: 'PENDING_CREATE', timeout: 10m0s)",
		"timeout while waiting for state to become 'ACTIVE' (last state: 'PENDING_CREATE', timeout: 10m0s)",
		/longer than was allowed/,
	],
];

it.each(answers)("finds the words and the cure of %s", (_, message, said, cure) => {
	const answer = cloudAnswer(message);
	expect(answer.said.startsWith(said)).toBe(true);
	expect(answer.cure).toMatch(cure);
});

it("hands on what it does not know, without a guess", () => {
	expect(cloudAnswer("1 error occurred:\n\t* something {odd} happened\n\n")).toEqual({ said: "something {odd} happened" });
});
