import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, pod } from "../../examples/kubernetes.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { imageReference } from "../../image-reference.ts";
import { eachContainer, overPods } from "../../pods.ts";

const SERVER = /(^|[\s/;&|("'])(sshd|dropbear)(?=$|[\s;&|)"'])/;
const IMAGE = /(^|[/_-])(sshd|openssh-server|dropbear)($|[/_-])/;
const WORDS = ["command", "args"] as const;
const only = (properties: object) => [pod({ containers: [container(properties as never)] })];

const control: Control<{ ports: readonly number[] }> = {
	...overPods,
	id: "pod-no-ssh-server",
	severity: "medium",
	title: "No container can be logged in to",
	rationale: "A login into a container goes past the API server: no role decides it, and no audit log has it.",
	remediation: "Remove the SSH server; kubectl exec asks RBAC and leaves traces.",
	references: [partial(secnumcloud["12.12"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	parameters: {
		ports: {
			description: "Ports at which SSH answers.",
			default: [22],
			schema: { type: "array", items: { type: "integer", minimum: 1, maximum: 65_535 } },
		},
	},
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(items(container.ports, subject, `${path}/ports`), (port, index) => {
				if (!context.parameters.ports.includes(Number(port?.containerPort)) || (port?.protocol ?? "TCP") !== "TCP") return;
				context.report({
					path: `${path}/ports/${index}/containerPort`,
					message: `The ${called} answers at port ${port?.containerPort}, that of SSH.`,
				});
			});
		});
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(WORDS, (key) => {
				const server = SERVER.exec(items(container[key], subject, `${path}/${key}`).join(" "))?.[2];
				if (server !== undefined) context.report({ path: `${path}/${key}`, message: `The ${called} starts ${server}.` });
			});
			const name = imageReference(String(container.image ?? ""))?.repository ?? "";
			if (IMAGE.test(name))
				context.report({ path: `${path}/image`, message: `The ${called} is an SSH server by its image: ${container.image}.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("another port", container({ ports: [{ containerPort: 2222 }] }), container()),
			{ title: "a client", resources: only({ command: ["ssh", "-i", "/etc/sshd-keys/key"], args: null }) },
			{ title: "not over TCP", resources: only({ ports: [{ containerPort: 22, protocol: "UDP" }] }) },
			{ title: "images that sound alike", resources: only({ image: "registry.town.example/openssh-servers:1" }) },
			{ title: "no image", resources: only({ image: null }) },
		],
		fail: [
			...inEveryPlace("its port", container({ ports: [{ containerPort: 80 }, { containerPort: 22, protocol: "TCP" }] }), container()),
			{ title: "a port that is asked for", resources: only({ ports: [{ containerPort: 2222 }] }), parameters: { ports: [22, 2222] } },
			...["sshd", "/usr/sbin/sshd"].map((word) => ({ title: word, resources: only({ command: [word, "-D"] }), says: "starts sshd" })),
			{
				title: "from a shell",
				resources: only({ command: ["sh", "-c"], args: ["service rsyslog start; /usr/sbin/dropbear -F"] }),
				says: "dropbear",
			},
			...["lscr.example/linuxserver/openssh-server:9", "town/sshd", "ubuntu-sshd:22"].map((image) => ({
				title: image,
				resources: only({ image }),
				says: "by its image",
			})),
			{ title: "behind ports that are not known", resources: only({ ports: new Unknown(), command: ["sshd"] }) },
		],
		unknown: [{ title: "not known", resources: only({ ports: [{ containerPort: new Unknown() }] }) }],
	},
};
export default control;
