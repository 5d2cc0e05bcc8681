import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryPlace, ofContainer } from "../../examples/kubernetes.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { eachContainer, overPods } from "../../pods.ts";
import { budgetOf, isPort, questionOf } from "../../probes.ts";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"] as const;
const WAYS = ["httpGet", "tcpSocket", "grpc"] as const;
const probed = (probes: object, ports: unknown = [{ name: "http", containerPort: 8080 }]) =>
	container({ ...(probes as Properties), ports: ports as never });
const get = (port: unknown, more: object = {}) => ({ httpGet: { port: port as never, path: "/healthz" }, ...more });
const good = probed({ livenessProbe: get("http", { periodSeconds: 30 }), readinessProbe: get(8080) });
const both = (title: string, live: object, ready: object, more: object = {}) =>
	ofContainer(title, probed({ livenessProbe: live, readinessProbe: ready }), more);

const control: Control<{ margin: number }> = {
	...overPods,
	id: "pod-probe-sane",
	severity: "medium",
	title: "Probes ask where something answers, and restart last",
	rationale:
		"A port that is not there never answers; and pods that restart as soon as they are out of service restart all at once under load.",
	remediation: "Name ports of the same container, and let livenessProbe bear failure for longer (periodSeconds × failureThreshold).",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	parameters: {
		margin: { description: "Seconds by which liveness bears failure longer.", default: 1, schema: { type: "integer", minimum: 0 } },
	},
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(PROBES, (name) =>
				context.each(WAYS, (way) => {
					const port: unknown = container[name]?.[way]?.port;
					if (port === undefined || port === null) return;
					const at = `${path}/${name}/${way}/port`;
					const known = isPort(port) || items(container.ports, subject, `${path}/ports`).some((each) => each?.name === port);
					if (!known) context.report({ path: at, message: `The ${called} has its ${name} ask port ${port}, which it does not have.` });
				}),
			);
			const { livenessProbe: live, readinessProbe: ready } = container;
			if (!live || !ready) return;
			const question = questionOf(live, container);
			if (question === undefined || question !== questionOf(ready, container)) return;
			const [restart, rest] = [budgetOf(live), budgetOf(ready)];
			if (restart >= rest + context.parameters.margin) return;
			const when = `after ${restart} s of failure and taken out of service after ${rest} s, by the same question`;
			context.report({ path: `${path}/livenessProbe`, message: `The ${called} is restarted ${when}.` });
		});
	},
	examples: {
		pass: [
			...inEveryPlace("sane", good, good),
			ofContainer("by numbers alone", probed({ livenessProbe: get(9090), startupProbe: get("9090") }, null)),
			both("another question", get("http"), { httpGet: { port: "http", path: "/readyz" } }),
			both("another port", get(8080), get(8081)),
			both("another way", get(8080), { tcpSocket: { port: 8080 } }),
			both("just as much longer as is asked", get(8080, { failureThreshold: 6 }), get(8080), { parameters: { margin: 30 } }),
			ofContainer("one of them alone", probed({ livenessProbe: get("http"), readinessProbe: null })),
			ofContainer("ports of numbers", probed({ livenessProbe: get(1), startupProbe: get(65_535) })),
			both("two that ask nothing", { periodSeconds: 1 }, {}),
		],
		fail: [
			...inEveryPlace("no such port", probed({ startupProbe: get("web") }), good),
			ofContainer("no port at all", probed({ readinessProbe: { grpc: { port: "grpc" } } }, null)),
			...[0, 65_536].map((port) => ofContainer(`port ${port}`, probed({ livenessProbe: { tcpSocket: { port } } }))),
			both("the same question", get("http"), get(8080, { periodSeconds: 0 }), { says: "after 30 s of failure and taken out" }),
			both("restarted first", get(8080, { periodSeconds: 5, failureThreshold: 2 }), get(8080), { says: "restarted after 10 s" }),
			both("not as much longer as is asked", get(8080, { failureThreshold: 5 }), get(8080), { parameters: { margin: 30 } }),
			both("the same command", { exec: { command: ["true"] } }, { exec: { command: ["true"] } }),
		],
		unknown: [
			ofContainer("a port is not known", probed({ livenessProbe: get(new Unknown()) })),
			ofContainer("the container's ports are not", probed({ livenessProbe: get("http") }, new Unknown())),
			both("how often is not", get(8080, { periodSeconds: new Unknown() }), get(8080)),
		],
	},
};
export default control;
