export interface BootSettings {
	timeServers: readonly string[];
	/** A bastion passes connections on (`ssh -J`), a server does not. */
	role?: "server" | "bastion";
	/** What the server's program needs, besides what every server has. */
	files?: readonly BootFile[];
	/** Lines for the shell, after everything else. */
	commands?: readonly string[];
}
export interface BootFile {
	path: string;
	content: string;
	permissions?: string;
}

/**
 * What a server does at its first start, as cloud-init reads it (https://cloudinit.readthedocs.io/en/latest/reference/modules.html).
 * Written as JSON, which is YAML too, so that no value can break out of its quotes. It holds no secret: whoever reads the config drive reads it.
 */
export function cloudInit({ timeServers, role = "server", files = [], commands = [] }: BootSettings): string {
	const config = {
		// Only keys open a session, only as the image's own user; root has no way in.
		ssh_pwauth: false,
		disable_root: true,
		chpasswd: { expire: false, users: [] as string[] },
		ssh_deletekeys: true,
		package_update: true,
		package_upgrade: true,
		packages: ["unattended-upgrades"],
		ntp: { enabled: true, servers: timeServers },
		write_files: [
			file("/etc/ssh/sshd_config.d/10-socle.conf", [
				"PasswordAuthentication no",
				"KbdInteractiveAuthentication no",
				"PermitRootLogin no",
				"PermitEmptyPasswords no",
				"X11Forwarding no",
				"AllowAgentForwarding no",
				`AllowTcpForwarding ${role === "bastion" ? "local" : "no"}`,
				"LogLevel VERBOSE",
				"MaxAuthTries 3",
				"LoginGraceTime 30",
				"ClientAliveInterval 300",
				"ClientAliveCountMax 2",
			]),
			file("/etc/apt/apt.conf.d/20auto-upgrades", ['APT::Periodic::Update-Package-Lists "1";', 'APT::Periodic::Unattended-Upgrade "1";']),
			file("/etc/systemd/journald.conf.d/10-socle.conf", [
				"[Journal]",
				"Storage=persistent",
				"Compress=yes",
				"SystemMaxUse=1G",
				"MaxRetentionSec=1year",
			]),
			file("/etc/sysctl.d/60-socle.conf", [
				"kernel.kptr_restrict = 2",
				"kernel.dmesg_restrict = 1",
				"kernel.unprivileged_bpf_disabled = 1",
				"net.ipv4.conf.all.accept_redirects = 0",
				"net.ipv4.conf.all.send_redirects = 0",
				"net.ipv4.conf.all.accept_source_route = 0",
				"net.ipv4.conf.all.rp_filter = 1",
			]),
			...files.map(({ path, content, permissions = "0644" }) => ({ path, owner: "root:root", permissions, content })),
		],
		runcmd: [
			["sysctl", "--system"],
			["systemctl", "restart", "systemd-journald"],
			["systemctl", "try-reload-or-restart", "ssh.service", "sshd.service"],
			...commands,
		],
	};
	return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

function file(path: string, lines: string[]) {
	return { path, owner: "root:root", permissions: "0644", content: `${lines.join("\n")}\n` };
}
