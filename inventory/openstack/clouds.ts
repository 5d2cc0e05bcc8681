import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isMap, LineCounter, parseDocument } from "yaml";
import { UserError } from "../../errors.ts";

/** One entry of clouds.yaml, merged with its profile and its secrets. Names are those of openstacksdk. */
export interface Cloud {
	name: string;
	/** The file that names it. */
	file: string;
	authType: "password" | "v3applicationcredential";
	auth: Record<string, string>;
	region: string | undefined;
	interface: "public" | "internal" | "admin";
	/** `false` only where the file says so. */
	verify: boolean;
	/** Paths of PEM files. */
	cacert: string | undefined;
	cert: string | undefined;
	key: string | undefined;
	/** Service type → address that replaces the catalogue's (`network_endpoint_override`). */
	endpoints: Record<string, string>;
}

export interface CloudSearch {
	env?: Record<string, string | undefined>;
	cwd?: string;
	home?: string;
	system?: string;
}

type Tree = { [key: string]: unknown };

/**
 * The clouds that are configured here, by the search order of openstacksdk: OS_CLIENT_CONFIG_FILE, the working directory,
 * ~/.config/openstack, /etc/openstack; the first file counts. `secure.yaml` and `clouds-public.yaml` are found the same way and merged.
 * Source: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
 */
export function findCloud(name: string, search: CloudSearch = {}): Cloud {
	const { env = process.env } = search;
	const file = firstFile("clouds", env["OS_CLIENT_CONFIG_FILE"], search);
	if (file === undefined) {
		throw new UserError(`No clouds.yaml was found, so the cloud "${name}" is not known.`, {
			next: "Download clouds.yaml from your provider's dashboard (API access), then set OS_CLIENT_CONFIG_FILE to it or put it into ~/.config/openstack.",
		});
	}
	const clouds = section(readYaml(file), "clouds");
	if (!isTree(clouds[name])) {
		const known = Object.keys(clouds);
		throw new UserError(`The cloud "${name}" is not in ${file}.`, {
			problems: [{ file, message: known.length > 0 ? `It names ${known.join(", ")}.` : "It names no cloud." }],
			next: "Correct the name in environment.yaml (cloud.cloud), or add the cloud to this file.",
		});
	}
	let entry = clouds[name];
	const secure = firstFile("secure", env["OS_CLIENT_SECURE_FILE"], search);
	if (secure !== undefined) entry = merge(entry, section(readYaml(secure), "clouds")[name]);
	const profile = entry["profile"] ?? entry["cloud"];
	if (typeof profile === "string") entry = merge(publicCloud(profile, file, search), entry);
	return cloudFrom(name, file, entry);
}

function firstFile(stem: string, named: string | undefined, search: CloudSearch): string | undefined {
	if (named) {
		if (!existsSync(named)) throw new UserError(`${named} does not exist, but the environment variable for ${stem}.yaml names it.`);
		return named;
	}
	const { cwd = process.cwd(), home = homedir(), system = "/etc/openstack" } = search;
	return [cwd, join(home, ".config", "openstack"), system]
		.flatMap((folder) => [".yaml", ".yml", ".json"].map((extension) => join(folder, stem + extension)))
		.find((path) => existsSync(path));
}

function publicCloud(profile: string, file: string, search: CloudSearch): Tree {
	const path = firstFile("clouds-public", undefined, search);
	const found = path === undefined ? undefined : section(readYaml(path), "public-clouds")[profile];
	if (isTree(found)) return found;
	throw new UserError(`${file} refers to the profile "${profile}", which no clouds-public.yaml describes.`, {
		next: "Write auth.auth_url and region_name of the provider into the cloud's own entry.",
	});
}

function readYaml(file: string): Tree {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		throw new UserError(`${file} can't be read: ${(cause as Error).message}`, { cause });
	}
	const lineCounter = new LineCounter();
	const document = parseDocument(text, { lineCounter });
	const [error] = document.errors;
	if (error) {
		const { line, col } = lineCounter.linePos(error.pos[0]);
		// Only the parser's first line: what follows quotes the file, and the file holds passwords.
		const message = (error.message.split("\n")[0] ?? "").replace(/ at line \d+.*$/, "");
		throw new UserError(`${file} is not valid YAML.`, { problems: [{ file, line, column: col, message }] });
	}
	if (!isMap(document.contents)) throw new UserError(`${file} holds no map of clouds.`);
	return document.toJS({ maxAliasCount: 100 }) as Tree;
}

function section(tree: Tree, key: string): Tree {
	const value = tree[key];
	return isTree(value) ? value : {};
}

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** What `over` says wins, key by key. */
function merge(under: Tree, over: unknown): Tree {
	if (!isTree(over)) return under;
	const result: Tree = { ...under };
	for (const [key, value] of Object.entries(over)) {
		const below = result[key];
		result[key] = isTree(below) && isTree(value) ? merge(below, value) : value;
	}
	return result;
}

function cloudFrom(name: string, file: string, entry: Tree): Cloud {
	const fail = (key: string, message: string): never => {
		throw new UserError(`The cloud "${name}" in ${file} can't be used.`, { problems: [{ file, key: `clouds.${name}.${key}`, message }] });
	};
	const text = (key: string): string | undefined => {
		const value = entry[key];
		if (value === undefined || value === null) return undefined;
		return typeof value === "string" && value !== "" ? value : fail(key, "is not a text");
	};
	const auth: Record<string, string> = {};
	for (const [key, value] of Object.entries(section(entry, "auth"))) {
		if (value !== undefined && value !== null) auth[key] = String(value);
	}
	const declared = text("auth_type") ?? (auth["application_credential_secret"] === undefined ? "password" : "v3applicationcredential");
	const authType = declared === "v3password" ? "password" : declared;
	if (authType !== "password" && authType !== "v3applicationcredential") {
		return fail(
			"auth_type",
			`is "${declared}". Socle signs in with password or v3applicationcredential (application credentials can be limited and end by themselves).`,
		);
	}
	if (!auth["auth_url"]) fail("auth.auth_url", "is missing: the address of Keystone, e.g. https://keystone.example/v3");
	else if (!/^https?:\/\//.test(auth["auth_url"]) || !URL.canParse(auth["auth_url"]))
		fail("auth.auth_url", `"${auth["auth_url"]}" is not an address`);
	if (authType === "password" && !auth["password"]) fail("auth.password", "is missing; it may stand in secure.yaml beside this file");
	if (authType === "v3applicationcredential" && !auth["application_credential_secret"]) {
		fail("auth.application_credential_secret", "is missing; it may stand in secure.yaml beside this file");
	}
	const side = (text("interface") ?? text("endpoint_type") ?? "public").replace(/URL$/, "");
	if (side !== "public" && side !== "internal" && side !== "admin") return fail("interface", `is "${side}", not public, internal or admin`);
	const regions = entry["regions"];
	const firstRegion: unknown = Array.isArray(regions) ? (isTree(regions[0]) ? regions[0]["name"] : regions[0]) : undefined;
	const endpoints: Record<string, string> = {};
	for (const [key, value] of Object.entries(entry)) {
		if (key.endsWith("_endpoint_override") && typeof value === "string") endpoints[key.slice(0, -18).replaceAll("_", "-")] = value;
	}
	return {
		name,
		file,
		authType,
		auth,
		region: text("region_name") ?? (typeof firstRegion === "string" ? firstRegion : undefined),
		interface: side,
		verify: !(entry["verify"] === false || String(entry["verify"]).toLowerCase() === "false" || entry["insecure"] === true),
		cacert: text("cacert"),
		cert: text("cert"),
		key: text("key"),
		endpoints,
	};
}
