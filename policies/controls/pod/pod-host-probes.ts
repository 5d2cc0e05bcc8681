import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer } from "../../examples/kubernetes.ts";
import { since } from "../../kubernetes-version.ts";
import { standard } from "../../pod-standard.ts";
import type { Handler } from "../../pods.ts";
import { eachContainer, overPods } from "../../pods.ts";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"] as const;
const HOOKS = ["postStart", "preStop"] as const;
const WAYS = ["httpGet", "tcpSocket"] as const;
const away = { httpGet: { host: "192.0.2.1", port: 80 } };
const OLD = { major: 1, minor: 33 };

const control: Control = {
	...overPods,
	id: "pod-host-probes",
	severity: "high",
	title: "Probes and hooks ask the pod itself",
	rationale:
		"The node's kubelet sends probes and hooks. With another host in them it asks places for the pod that the pod could not reach.",
	remediation: "Remove host from the httpGet and tcpSocket of probes and lifecycle hooks.",
	references: standard("baseline/host-probes"),
	check(subject, context) {
		// The standard asks it since 1.34.
		if (!since(34, context)) return context.notApplicable();
		eachContainer(subject, context, ({ container, path, called }) => {
			const judge = (name: string, handler: Handler | null | undefined): void =>
				context.each(WAYS, (way) => {
					const host = handler?.[way]?.host;
					if (host === undefined || host === null || host === "") return;
					context.report({ path: `${path}/${name}/${way}/host`, message: `The ${called} has another host asked by ${name}: ${host}.` });
				});
			context.each(PROBES, (probe) => judge(probe, container[probe]));
			context.each(HOOKS, (hook) => judge(`lifecycle/${hook}`, container.lifecycle?.[hook]));
		});
	},
	examples: {
		pass: [
			...inEveryPlace("no host", container({ livenessProbe: { httpGet: { port: 80, host: "" } } }), container()),
			ofContainer("null is none", container({ livenessProbe: null, lifecycle: { preStop: { tcpSocket: { host: null } } } })),
		],
		fail: [
			...inEveryPlace("liveness", container({ livenessProbe: away }), container()),
			ofContainer("readiness", container({ readinessProbe: { tcpSocket: { host: "db.example", port: 5432 } } })),
			ofContainer("the pod's own host is one too", container({ startupProbe: { httpGet: { host: "127.0.0.1", port: 80 } } })),
			ofContainer("after the start", container({ lifecycle: { postStart: away } }), { says: "postStart" }),
			ofContainer("before the end", container({ lifecycle: { postStart: new Unknown(), preStop: away } }), { says: "preStop" }),
			ofContainer("since 1.34", container({ livenessProbe: away }), { kubernetesVersion: { major: 1, minor: 34 } }),
		],
		unknown: [ofContainer("not known", container({ livenessProbe: { httpGet: { host: new Unknown() } } }))],
		notApplicable: [ofContainer("older releases", container({ livenessProbe: away }), { kubernetesVersion: OLD })],
	},
};
export default control;
