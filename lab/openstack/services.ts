import { userInfo } from "node:os";
import { join } from "node:path";
import { firstPort } from "../home.ts";

/** TCP ports on 127.0.0.1: the first port plus the last three digits of the port that the service is known by. */
export const port = Object.fromEntries(
	Object.entries({
		keystone: 0,
		named: 53,
		memcached: 211,
		glance: 292,
		mariadb: 306,
		barbican: 311,
		mdns: 354,
		epmd: 369,
		octavia_heartbeat: 555,
		swift_object: 620,
		swift_container: 621,
		swift_account: 622,
		rabbitmq: 672,
		rabbitmq_distribution: 673,
		neutron: 696,
		nova: 774,
		cinder: 776,
		placement: 778,
		swift: 808,
		octavia: 876,
		designate: 901,
		rndc: 953,
	}).map(([name, offset]) => [name, firstPort.openstack + offset]),
) as Record<string, number>;

export const zones = ["az1", "az2", "az3"] as const;

/** A configuration file: a template of `config/`, written to `etc/` of the state folder (or elsewhere below it). */
export interface Configuration {
	template: string;
	target?: string;
	values?: Readonly<Record<string, string | number>>;
}

/** A daemon: a command, or a Python module with a `main()` that `launch.py` forks beside its siblings. */
export type Daemon = { name: string; port?: number } & (
	| { command: readonly string[]; env?: Record<string, string> }
	| { module: string; arguments: readonly string[] }
);

/** Something done once in the life of a cloud, such as the creation of tables. */
export interface Setup {
	name: string;
	command: readonly string[];
}

export interface Service {
	name: string;
	configuration: readonly Configuration[];
	setup: readonly Setup[];
	daemons: readonly Daemon[];
}

const user = userInfo().username;

/** What every service needs: database, messages, cache. */
export function infrastructure(state: string): Service {
	const etc = (name: string) => join(state, "etc", name);
	const rabbit = join(state, "data", "rabbitmq");
	const epmd = { HOME: rabbit, ERL_EPMD_ADDRESS: "127.0.0.1", ERL_EPMD_PORT: String(port["epmd"]) };
	return {
		name: "infrastructure",
		configuration: [{ template: "mariadb.sql" }, { template: "rabbitmq.conf" }],
		setup: [
			{
				name: "mariadb-data",
				command:
					`mariadb-install-db --no-defaults --user=${user} --datadir=${state}/data/mariadb --skip-test-db --auth-root-authentication-method=normal --skip-name-resolve`.split(
						" ",
					),
			},
		],
		daemons: [
			{
				name: "mariadb",
				port: port["mariadb"]!,
				// No promise to survive a power cut: that makes creating 900 tables three times as quick.
				command:
					`/usr/sbin/mariadbd --no-defaults --user=${user} --datadir=${state}/data/mariadb --socket=mysql.sock --bind-address=127.0.0.1 --port=${port["mariadb"]} --pid-file=${state}/run/mariadbd.inner --init-file=${etc("mariadb.sql")} --skip-name-resolve --skip-log-bin --max-connections=2000 --innodb-buffer-pool-size=256M --innodb-log-file-size=64M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-flush-method=nosync --sync-frm=0 --character-set-server=utf8 --transaction-isolation=READ-COMMITTED --performance-schema=0 --table-open-cache=2000`.split(
						" ",
					),
			},
			{ name: "epmd", port: port["epmd"]!, command: ["/usr/bin/epmd", "-port", String(port["epmd"]), "-address", "127.0.0.1"], env: epmd },
			{
				name: "memcached",
				port: port["memcached"]!,
				command: `/usr/bin/memcached -u ${user} -l 127.0.0.1 -p ${port["memcached"]} -U 0 -m 64 -c 4096`.split(" "),
			},
			{
				name: "rabbitmq",
				port: port["rabbitmq"]!,
				command: ["/usr/lib/rabbitmq/bin/rabbitmq-server"],
				env: {
					...epmd,
					RABBITMQ_NODENAME: "soclelab@localhost",
					RABBITMQ_CONF_ENV_FILE: "/dev/null",
					RABBITMQ_CONFIG_FILE: etc("rabbitmq"),
					RABBITMQ_ENABLED_PLUGINS_FILE: join(rabbit, "enabled_plugins"),
					RABBITMQ_MNESIA_BASE: join(rabbit, "mnesia"),
					RABBITMQ_LOG_BASE: join(state, "log"),
					RABBITMQ_PID_FILE: join(state, "run", "rabbitmq.inner"),
					RABBITMQ_DIST_PORT: String(port["rabbitmq_distribution"]),
					RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
					RABBITMQ_NODE_PORT: String(port["rabbitmq"]),
					// Two schedulers that do not spin while they wait.
					RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
				},
			},
		],
	};
}

/** The ten services. Those of `first` need nothing but the database for their setup; the others come after Keystone. */
export function services(state: string): { keystone: Service; first: Service[]; second: Service[] } {
	const etc = (name: string) => join(state, "etc", name);
	const config = (...files: string[]) => files.flatMap((file) => ["--config-file", etc(file)]);
	const own = (name: string): Configuration[] => [{ template: name }];

	/** A WSGI application under uWSGI, which speaks HTTP itself. */
	const wsgi = (name: string, at: number, processes: number, threads: number, file: string): Daemon => ({
		name,
		port: at,
		command: [
			...`/usr/bin/uwsgi-core --plugin python3 --master --need-app --lazy-apps --die-on-term --enable-threads --thunder-lock --buffer-size 65535 --listen 100 --reload-mercy 2 --worker-reload-mercy 2 --disable-logging --log-date --procname-prefix-spaced ${name} --http-socket 127.0.0.1:${at} --processes ${processes} --threads ${threads} --wsgi-file ${etc(file)}`.split(
				" ",
			),
			...["--hook-master-start", "unix_signal:15 gracefully_kill_them_all", "--add-header", "Connection: close"],
		],
	});

	const keystone: Service = {
		name: "keystone",
		configuration: ["keystone.conf", "keystone.wsgi", "keystone-bootstrap.sh"].flatMap(own),
		setup: [
			{ name: "keystone-tables", command: ["keystone-manage", ...config("keystone.conf"), "db_sync"] },
			{ name: "keystone-bootstrap", command: ["bash", etc("keystone-bootstrap.sh")] },
		],
		daemons: [wsgi("keystone", port["keystone"]!, 2, 4, "keystone.wsgi")],
	};

	const placement: Service = {
		name: "placement",
		configuration: ["placement.conf", "placement.wsgi"].flatMap(own),
		setup: [{ name: "placement-tables", command: ["placement-manage", ...config("placement.conf"), "db", "sync"] }],
		daemons: [wsgi("placement", port["placement"]!, 1, 4, "placement.wsgi")],
	};

	const glance: Service = {
		name: "glance",
		configuration: own("glance-api.conf"),
		setup: [{ name: "glance-tables", command: ["glance-manage", ...config("glance-api.conf"), "db_sync"] }],
		daemons: [{ name: "glance-api", port: port["glance"]!, module: "glance.cmd.api", arguments: config("glance-api.conf") }],
	};

	const neutron: Service = {
		name: "neutron",
		configuration: own("neutron.conf"),
		setup: [{ name: "neutron-tables", command: ["neutron-db-manage", ...config("neutron.conf"), "upgrade", "heads"] }],
		daemons: [{ name: "neutron-server", port: port["neutron"]!, command: ["/usr/bin/neutron-server", ...config("neutron.conf")] }],
	};

	const novaManage = ["nova-manage", ...config("nova.conf", "nova-database.conf")];
	const nova: Service = {
		name: "nova",
		configuration: [
			...own("nova.conf"),
			...own("nova-database.conf"),
			...zones.map((zone) => ({ template: "nova-compute.conf", target: `etc/nova-compute-${zone}.conf`, values: { zone } })),
		],
		setup: [
			{ name: "nova-api-tables", command: [...novaManage, "api_db", "sync"] },
			{ name: "nova-cell0", command: [...novaManage, "cell_v2", "map_cell0"] },
			{ name: "nova-tables", command: [...novaManage, "db", "sync"] },
			{ name: "nova-cell1", command: [...novaManage, "cell_v2", "create_cell", "--name", "cell1"] },
		],
		daemons: [
			{ name: "nova-conductor", module: "nova.cmd.conductor", arguments: config("nova.conf", "nova-database.conf") },
			{ name: "nova-api", port: port["nova"]!, module: "nova.cmd.api_os_compute", arguments: config("nova.conf", "nova-database.conf") },
			{ name: "nova-scheduler", module: "nova.cmd.scheduler", arguments: config("nova.conf", "nova-database.conf") },
			...zones.map((zone) => ({
				name: `nova-compute-${zone}`,
				module: "nova.cmd.compute",
				arguments: config("nova.conf", `nova-compute-${zone}.conf`),
			})),
		],
	};

	const cinder: Service = {
		name: "cinder",
		configuration: own("cinder.conf"),
		setup: [{ name: "cinder-tables", command: ["cinder-manage", ...config("cinder.conf"), "db", "sync"] }],
		daemons: [
			{ name: "cinder-api", port: port["cinder"]!, module: "cinder.cmd.api", arguments: config("cinder.conf") },
			...["scheduler", "volume", "backup"].map((part) => ({
				name: `cinder-${part}`,
				module: `cinder.cmd.${part}`,
				arguments: config("cinder.conf"),
			})),
		],
	};

	const barbican: Service = {
		name: "barbican",
		// Barbican has no option for the file's place: it looks below the home folder.
		configuration: [{ template: "barbican.conf", target: "home/.barbican/barbican.conf" }, ...own("barbican.wsgi")],
		setup: [{ name: "barbican-tables", command: ["barbican-manage", "db", "upgrade"] }],
		daemons: [wsgi("barbican", port["barbican"]!, 1, 4, "barbican.wsgi")],
	};

	const octavia: Service = {
		name: "octavia",
		configuration: ["octavia.conf", "octavia.wsgi", "octavia-authority.sh"].flatMap(own),
		setup: [
			{ name: "octavia-authority", command: ["bash", etc("octavia-authority.sh")] },
			{ name: "octavia-tables", command: ["octavia-db-manage", ...config("octavia.conf"), "upgrade", "head"] },
		],
		daemons: [
			wsgi("octavia-api", port["octavia"]!, 1, 6, "octavia.wsgi"),
			{ name: "octavia-worker", module: "octavia.cmd.octavia_worker", arguments: config("octavia.conf") },
		],
	};

	const designate: Service = {
		name: "designate",
		configuration: ["designate.conf", "designate-pools.yaml", "named.conf", "rndc.conf", "rndc.key"].flatMap(own),
		setup: [{ name: "designate-tables", command: ["designate-manage", ...config("designate.conf"), "database", "sync"] }],
		daemons: [
			{ name: "named", port: port["named"]!, command: ["/usr/sbin/named", "-g", "-u", user, "-n", "1", "-c", etc("named.conf")] },
			{ name: "designate-api", port: port["designate"]!, module: "designate.cmd.api", arguments: config("designate.conf") },
			...["central", "worker", "mdns", "producer"].map((part) => ({
				name: `designate-${part}`,
				module: `designate.cmd.${part}`,
				arguments: config("designate.conf"),
			})),
		],
	};

	const storage = ["account", "container", "object"] as const;
	const swift: Service = {
		name: "swift",
		configuration: [
			...["swift.conf", "swift-proxy.conf", "swift-rings.sh"].flatMap(own),
			...storage.map((kind) => ({
				template: "swift-storage.conf",
				target: `etc/swift-${kind}.conf`,
				values: { kind, port: port[`swift_${kind}`]! },
			})),
		],
		setup: [{ name: "swift-rings", command: ["bash", etc("swift-rings.sh")] }],
		daemons: [
			...storage.map((kind) => ({
				name: `swift-${kind}`,
				port: port[`swift_${kind}`]!,
				command: [`/usr/bin/swift-${kind}-server`, etc(`swift-${kind}.conf`), "-v"],
			})),
			{ name: "swift-proxy", port: port["swift"]!, command: ["/usr/bin/swift-proxy-server", etc("swift-proxy.conf"), "-v"] },
		],
	};

	return { keystone, first: [neutron, cinder, octavia, designate], second: [placement, nova, glance, swift, barbican] };
}
