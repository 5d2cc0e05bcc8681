import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../errors.ts";
import { home, secret } from "../home.ts";
import { foldersIn, keepLastLog, launch, listens, logOf, run, running, started, stop, until } from "../processes.ts";
import { step } from "../steps.ts";
import { fill } from "../template.ts";
import { installPackages } from "./packages.ts";
import type { Daemon, Service } from "./services.ts";
import { infrastructure, port, services } from "./services.ts";

const here = import.meta.dirname;
export const state = join(home, "openstack");
export const cloudsFile = join(state, "etc", "clouds.yaml");

/** Nothing of the caller's environment reaches a service: a proxy or an OS_* variable would lead it astray. */
const environment = {
	PATH: "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
	LANG: "C.UTF-8",
	LC_ALL: "C.UTF-8",
	HOME: join(state, "home"),
	no_proxy: "*",
	PYTHONPATH: join(state, "drivers"),
	PYTHONWARNINGS: "ignore",
	PYTHONUNBUFFERED: "1",
};

function all(): Service[] {
	const { keystone, first, second } = services(state);
	return [infrastructure(state), keystone, ...first, ...second];
}

/** Every daemon with the port on which it answers, if any, in the order of starting. */
export function daemons(): Daemon[] {
	return all().flatMap((service) => service.daemons);
}

// ---------------------------------------------------------------- things done once

const stamp = (name: string) => join(state, "stamps", name);
const done = (name: string) => existsSync(stamp(name));

async function once(name: string, command: readonly string[]): Promise<void> {
	if (done(name)) return;
	await run(name, command, { log: logOf(foldersIn(state), `setup-${name}`), env: environment, cwd: state });
	writeFileSync(stamp(name), "");
}

const seed = (part: string) =>
	run(`seeding (${part})`, ["/usr/bin/python3", join(here, "seed.py"), state, part], {
		log: logOf(foldersIn(state), `seed-${part}`),
		env: environment,
		cwd: state,
	});

// ---------------------------------------------------------------- configuration

/** Changes when anything does that the running services or the seed were made from. */
function fingerprint(): string {
	const hash = createHash("sha256");
	for (const path of ["config", "drivers", "launch.py", "seed.py", "services.ts"].map((name) => join(here, name))) {
		const files = path.includes(".")
			? [path]
			: readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
					entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
				);
		for (const file of files.sort()) hash.update(readFileSync(file));
	}
	return hash.digest("hex");
}

function configure(): void {
	for (const folder of [
		"etc",
		"home",
		"stamps",
		"data/rabbitmq",
		"data/octavia",
		"data/named",
		"data/designate",
		"data/neutron",
		"data/swift/d1",
	])
		mkdirSync(join(state, folder), { recursive: true });
	for (const folder of ["images", "staging", "tasks", "cache"]) mkdirSync(join(state, "data/glance", folder), { recursive: true });
	for (const folder of ["conversion", "vols", "volumes", "backup"]) mkdirSync(join(state, "data/cinder", folder), { recursive: true });
	chmodSync(state, 0o700);
	rmSync(join(state, "drivers"), { recursive: true, force: true });
	cpSync(join(here, "drivers"), join(state, "drivers"), { recursive: true });

	// One password for every account of this cloud: 32 digits, because Octavia takes it as an AES key, too.
	const password = secret(join(state, "password"), 16);
	const keystone = `http://127.0.0.1:${port["keystone"]}/v3`;
	const values = {
		...Object.fromEntries(Object.entries(port).map(([name, number]) => [`port.${name}`, number])),
		state,
		user: userInfo().username,
		region: "RegionOne",
		password,
		kek: Buffer.from(password).toString("base64"),
		keystone,
		database: `mysql+pymysql://lab:${password}@127.0.0.1:${port["mariadb"]}`,
		transport: `rabbit://lab:${password}@127.0.0.1:${port["rabbitmq"]}/`,
	};
	const template = (file: string) => readFileSync(join(here, "config", file), "utf8");
	const blocks = Object.fromEntries(
		readdirSync(join(here, "config", "blocks")).map((file) => [basename(file, ".conf"), template(join("blocks", file))]),
	);
	const configurations = [...all().flatMap((service) => service.configuration), { template: "clouds.yaml" }, { template: "seed.yaml" }];
	for (const { template: file, target = join("etc", file), values: own = {} } of configurations) {
		mkdirSync(dirname(join(state, target)), { recursive: true });
		writeFileSync(join(state, target), fill(template(file), { ...values, ...own }, blocks), { mode: 0o600 });
	}
	for (const service of all()) mkdirSync(join(state, "lock", service.name), { recursive: true });
}

// ---------------------------------------------------------------- starting

async function setUp(service: Service): Promise<void> {
	for (const { name, command } of service.setup) await once(name, command);
}

async function start(service: Service): Promise<void> {
	const folders = foldersIn(state);
	const stopped = service.daemons.filter(({ name }) => running(folders, name) === undefined);
	const names = stopped.map(({ name }) => name);
	await stop(folders, names); // what workers a killed daemon has left would hold its port
	for (const daemon of stopped) {
		if (daemon.port !== undefined && (await listens(daemon.port)))
			throw new UserError(`port ${daemon.port}, which ${daemon.name} needs, is taken by another program`, {
				next: `ss -ltnp 'sport = :${daemon.port}' tells by which; stop it`,
			});
		if ("command" in daemon) launch(folders, daemon.name, daemon.command, { ...environment, ...daemon.env });
	}
	const forked = stopped.filter((daemon) => "module" in daemon);
	if (forked.length === 0) return;
	for (const { name } of forked) keepLastLog(folders, name);
	await run(`starting ${service.name}`, ["/usr/bin/python3", join(here, "launch.py"), folders.run, folders.log], {
		log: logOf(folders, `launch-${service.name}`),
		env: environment,
		input: JSON.stringify(forked),
	});
}

async function answers(daemon: string, seconds = 180): Promise<void> {
	const { port: at } = daemons().find(({ name }) => name === daemon)!;
	await until(() => listens(at!), `port ${at} of ${daemon}`, foldersIn(state), daemon, seconds);
}

/** First start: two chains, one a core; a service starts as soon as its tables and its account exist. */
async function create(): Promise<void> {
	const { keystone, first, second } = services(state);
	const identity = (async () => {
		await setUp(keystone);
		await start(keystone);
		await Promise.all([answers("keystone"), answers("rabbitmq")]);
		if (!done("identity")) await seed("identity");
		writeFileSync(stamp("identity"), "");
		step("OpenStack: Keystone answers, accounts exist");
	})();
	const chain = async (links: Service[]) => {
		for (const service of links) {
			await setUp(service);
			await identity;
			await start(service);
			step(`OpenStack: ${service.name} started`);
		}
	};
	await Promise.all([chain(first), identity.then(() => chain(second))]);
	await Promise.all(daemons().flatMap(({ name, port: at }) => (at === undefined ? [] : [answers(name)])));
	await once("designate-pool", [
		"designate-manage",
		"--config-file",
		join(state, "etc/designate.conf"),
		"pool",
		"update",
		"--file",
		join(state, "etc/designate-pools.yaml"),
	]);
	await seed("duty");
	await once("nova-hosts", [
		"nova-manage",
		"--config-file",
		join(state, "etc/nova.conf"),
		"--config-file",
		join(state, "etc/nova-database.conf"),
		"cell_v2",
		"discover_hosts",
	]);
	step("OpenStack: seeding the demo cloud");
	await seed("cloud");
}

/** Start after `down`: everything at once. */
async function wake(): Promise<void> {
	await Promise.all(all().map(start));
	await Promise.all(daemons().flatMap(({ name, port: at }) => (at === undefined ? [] : [answers(name)])));
	step("OpenStack: every port answers");
	await seed("duty");
}

/**
 * Installs, configures, starts and seeds OpenStack, as far as that is not done. When the lab's own files changed since the
 * last time, the services are started again with the new configuration and the seed runs again over what is there.
 *
 * @throws UserError naming the log of the step that failed.
 */
export async function up(): Promise<void> {
	await installPackages(join(home, "install.log"));
	const current = fingerprint();
	const unchanged = done("seeded") && readFileSync(stamp("seeded"), "utf8") === current;
	const folders = foldersIn(state);
	if (unchanged && daemons().every(({ name }) => running(folders, name) !== undefined)) return step("OpenStack: runs already");
	if (!unchanged && started(folders).length > 0) await down();
	if (!unchanged) for (const name of ["seeded", "identity", "designate-pool"]) rmSync(stamp(name), { force: true });
	configure();
	const base = infrastructure(state);
	step(`OpenStack: ${unchanged ? "starting" : "creating databases and starting (once)"}`);
	await setUp(base);
	await start(base);
	await answers("mariadb", 60);
	await (unchanged ? wake() : create());
	writeFileSync(stamp("seeded"), current);
	step(`OpenStack: up, Keystone on http://127.0.0.1:${port["keystone"]}/v3`);
}

/** Stops every process: services first, then what they need, so that nobody waits for a lost database. */
export async function down(): Promise<void> {
	const folders = { run: join(state, "run"), log: join(state, "log") };
	const base = new Set(infrastructure(state).daemons.map(({ name }) => name));
	await stop(
		folders,
		started(folders).filter((name) => !base.has(name)),
	);
	await stop(folders, ["mariadb", "rabbitmq", "memcached"]);
	await stop(folders, ["epmd"]);
	step("OpenStack: down");
}
