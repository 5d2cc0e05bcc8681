import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../errors.ts";
import { findCloud } from "./clouds.ts";

const AUTH = "auth: {auth_url: 'https://keystone.example/v3', username: u, password: canary, project_name: p}";

function files(contents: Record<string, string>): { cwd: string; home: string; system: string; env: Record<string, string> } {
	const root = mkdtempSync(join(tmpdir(), "clouds-"));
	for (const [path, text] of Object.entries(contents)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return { cwd: join(root, "cwd"), home: join(root, "home"), system: join(root, "etc"), env: {} };
}
const region = (name: string) => `clouds: {town: {${AUTH}, region_name: ${name}}}`;

test("the working directory comes before home, home before the system, and the variable before all", () => {
	const places = {
		"cwd/clouds.yaml": region("here"),
		"home/.config/openstack/clouds.yaml": region("home"),
		"etc/clouds.yaml": region("system"),
	};
	expect(findCloud("town", files(places)).region).toBe("here");
	const { "cwd/clouds.yaml": _here, ...withoutHere } = places;
	expect(findCloud("town", files(withoutHere)).region).toBe("home");
	expect(findCloud("town", files({ "etc/clouds.yaml": region("system") })).region).toBe("system");
	const named = files({ ...places, "named.yaml": region("named") });
	expect(findCloud("town", { ...named, env: { OS_CLIENT_CONFIG_FILE: join(dirname(named.cwd), "named.yaml") } }).region).toBe("named");
});

test("secrets and the provider's profile are merged, and the entry itself wins over the profile", () => {
	const cloud = findCloud(
		"town",
		files({
			"cwd/clouds.yaml": "clouds: {town: {profile: example, auth: {username: u, project_name: p}, region_name: west}}",
			"home/.config/openstack/secure.yaml": "clouds: {town: {auth: {password: canary}}}",
			"etc/clouds-public.yaml":
				"public-clouds: {example: {auth: {auth_url: 'https://keystone.example'}, region_name: east, interface: internalURL}}",
		}),
	);
	expect(cloud).toMatchObject({ region: "west", interface: "internal", verify: true, authType: "password" });
	expect(cloud.auth).toEqual({ auth_url: "https://keystone.example", username: "u", project_name: "p", password: "canary" });
});

test("an application credential is recognised without auth_type; overrides and certificates are kept", () => {
	const cloud = findCloud(
		"town",
		files({
			"cwd/clouds.yaml":
				"clouds: {town: {auth: {auth_url: 'https://keystone.example', application_credential_id: i, application_credential_secret: s}, verify: false, cacert: /ca.pem, load_balancer_endpoint_override: 'https://lb.example', regions: [{name: north}]}}",
		}),
	);
	expect(cloud).toMatchObject({
		authType: "v3applicationcredential",
		verify: false,
		cacert: "/ca.pem",
		region: "north",
		endpoints: { "load-balancer": "https://lb.example" },
	});
});

test.each([
	["no file", {}, /No clouds\.yaml was found, so the cloud "town" is not known/],
	["another name", { "cwd/clouds.yaml": `clouds: {village: {${AUTH}}}` }, /The cloud "town" is not in .*It names village/s],
	["nothing in it", { "cwd/clouds.yaml": "" }, /holds no map of clouds/],
	["not YAML", { "cwd/clouds.yaml": "clouds:\n  town: {auth: {password: canary" }, /is not valid YAML/],
	["a list", { "cwd/clouds.yaml": "- town" }, /holds no map/],
	["no address", { "cwd/clouds.yaml": "clouds: {town: {auth: {password: canary}}}" }, /clouds\.town\.auth\.auth_url is missing/],
	[
		"no address but a word",
		{ "cwd/clouds.yaml": "clouds: {town: {auth: {auth_url: keystone, password: canary}}}" },
		/"keystone" is not an address/,
	],
	[
		"no password",
		{ "cwd/clouds.yaml": "clouds: {town: {auth: {auth_url: 'https://k.example'}}}" },
		/auth\.password is missing; it may stand in secure\.yaml/,
	],
	["another way in", { "cwd/clouds.yaml": `clouds: {town: {auth_type: v3oidcpassword, ${AUTH}}}` }, /auth_type is "v3oidcpassword"/],
	["another side", { "cwd/clouds.yaml": `clouds: {town: {interface: inside, ${AUTH}}}` }, /interface is "inside"/],
	["an unknown profile", { "cwd/clouds.yaml": `clouds: {town: {profile: nowhere, ${AUTH}}}` }, /refers to the profile "nowhere"/],
])("%s", (_name, contents, message) => {
	let error: unknown;
	try {
		findCloud("town", files(contents as Record<string, string>));
	} catch (reason) {
		error = reason;
	}
	expect(error).toBeInstanceOf(UserError);
	const { message: text, problems } = error as UserError;
	const whole = [text, ...problems.map((problem) => `${problem.key ?? ""} ${problem.message}`)].join(" ");
	expect(whole).toMatch(message);
	expect(whole).not.toContain("canary");
});
