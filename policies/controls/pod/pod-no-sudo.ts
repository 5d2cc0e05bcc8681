import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, overPods } from "../../pods.ts";

const SUDO = /(^|[\s/;&|(`"'])sudo(?=$|[\s;&|)`"'])/;
const WORDS = ["command", "args"] as const;
const running = (command: unknown, args: unknown = null) => container({ command: command as never, args: args as never });

const control: Control = {
	...overPods,
	id: "pod-no-sudo",
	severity: "medium",
	title: "No program is started by sudo",
	rationale: "Where sudo works, the container's user is root by another name, and an image that holds it helps whoever gets in.",
	remediation: "Start the program as its own user (runAsUser), and take sudo out of the image.",
	references: [partial(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(WORDS, (key) => {
				const words = items(container[key], subject, `${path}/${key}`);
				context.each(words, (word, index) => {
					if (SUDO.test(String(word))) context.report({ path: `${path}/${key}/${index}`, message: `The ${called} is started by sudo.` });
				});
			});
		});
	},
	examples: {
		pass: [
			...inEveryPlace("without", running(["server"], ["--port=8080"]), container()),
			ofContainer("words that sound alike", running(["pseudo"], ["--no-sudo-needed", "sudoers", "/etc/sudo.conf"])),
		],
		fail: [
			...inEveryPlace("by sudo", running(["sudo", "server"]), container()),
			...["/usr/bin/sudo", "cd /srv && sudo -E server", "$(sudo id)", "id;sudo"].map((word) =>
				ofContainer(word, running(null, ["-c", word])),
			),
			ofContainer("behind one that is not known", running(new Unknown(), [new Unknown(), "sudo"])),
		],
		unknown: [ofContainer("not known", running(["sh", new Unknown()]))],
	},
};
export default control;
