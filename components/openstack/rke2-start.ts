import { FOLDER } from "./rke2.ts";

/** Where the release comes from, and what it must be. */
export interface Release {
	version: string;
	mirror: string;
	sha256: string;
}

/**
 * Fetches the release, refuses any other, and starts the node. A node of the control plane that finds the API answering joins it; the first
 * one, and only when nothing answers, begins the cluster: so a replaced first node joins too.
 */
export function commands(kind: "server" | "agent", { version, mirror, sha256 }: Release, endpoint: string): string[] {
	const join = `${FOLDER}/config.yaml.d/50-join.yaml`;
	const server = `printf 'server: https://${endpoint}:9345\\n' > ${join}`;
	return [
		"set -eu",
		`curl --fail --silent --show-error --location --retry 10 --output /tmp/rke2.tar.gz 'https://${mirror}/${encodeURIComponent(version)}/rke2.linux-amd64.tar.gz'`,
		`echo '${sha256}  /tmp/rke2.tar.gz' | sha256sum --check --strict`,
		"tar --extract --gzip --file /tmp/rke2.tar.gz --directory /usr/local",
		"rm /tmp/rke2.tar.gz",
		"install --mode 0600 /usr/local/share/rke2/rke2-cis-sysctl.conf /etc/sysctl.d/60-rke2-cis.conf",
		"sysctl --system",
		`mkdir --parents ${FOLDER}/config.yaml.d`,
		// The secret came by the config drive, readable by root's group.
		`chmod --recursive go= ${FOLDER}`,
		...(kind === "agent"
			? ["systemctl enable --now rke2-agent.service"]
			: [
					"id etcd >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin --user-group etcd",
					`case "$(hostname -s)" in *-0) curl --insecure --silent --max-time 10 'https://${endpoint}:9345/ping' >/dev/null && ${server} || true ;; *) ${server} ;; esac`,
					"systemctl enable --now rke2-server.service",
				]),
	];
}
