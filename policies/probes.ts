import type { Resource } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import type { Container, Handler, Probe } from "./pods.ts";
import { eachContainer, runsOn } from "./pods.ts";

/** How the kubelet asks containers whether they are well. */

const WAYS = ["httpGet", "tcpSocket", "grpc", "exec"] as const;

/** Reports each container that runs on without such a probe. What ends by itself needs none. */
export function demandProbe(subject: Resource, context: CheckContext<unknown>, name: "livenessProbe" | "readinessProbe"): void {
	// Knative itself asks whether a program is ready, by its port where nothing else is said.
	if (name === "readinessProbe" && subject.type.startsWith("serving.knative.dev/")) return;
	eachContainer(subject, context, (placed, pod) => {
		const probe = placed.container[name];
		if ((probe !== undefined && probe !== null && wayOf(probe) !== undefined) || !runsOn(placed, pod)) return;
		const what = probe === undefined || probe === null ? `no ${name}` : `a ${name} that asks nothing`;
		context.report({ path: `${placed.path}/${name}`, message: `The ${placed.called} has ${what}.` });
	});
}

/** How it asks; `undefined`: not at all. */
export function wayOf(handler: Handler): (typeof WAYS)[number] | undefined {
	return WAYS.find((way) => handler[way] !== undefined && handler[way] !== null);
}

/** What is asked, in words that are the same for the same question. A port by its name is the container's port of that name. */
export function questionOf(handler: Handler, container: Container): string | undefined {
	const way = wayOf(handler);
	if (way === undefined) return undefined;
	const { port, path, ...rest } = handler[way] as { port?: string | number; path?: string };
	const number = typeof port === "string" ? (container.ports?.find((each) => each.name === port)?.containerPort ?? port) : port;
	const question = Object.entries({ scheme: "HTTP", host: "", ...rest }).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([way, String(number), path ?? "/", question]);
}

/** Seconds of failure after which the kubelet acts. Defaults: every 10 s, three times. */
export function budgetOf({ periodSeconds, failureThreshold }: Probe): number {
	return (periodSeconds || 10) * (failureThreshold || 3);
}

/** Whether a port is a number that there is, as a number or a text, as the kubelet takes it. */
export function isPort(port: unknown): boolean {
	return /^\d{1,5}$/.test(String(port)) && Number(port) >= 1 && Number(port) <= 65_535;
}
