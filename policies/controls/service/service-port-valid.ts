import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { ContainerPort } from "../../container-ports.ts";
import { portsOfPods } from "../../container-ports.ts";
import type { Control } from "../../control.ts";
import { container } from "../../examples/kubernetes.ts";
import { mystery, service, withPod } from "../../examples/workloads.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { SERVICES } from "../../kinds.ts";
import type { ServicePort } from "../../kubernetes-services.ts";
import { podsBehind, portsOf, typeOf } from "../../kubernetes-services.ts";

/** RFC 1123 label, RFC 6335 service name: what the API server takes for names of a Service's port and of a container's. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const isPort = (port: unknown): boolean => Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65_535;
const protocolOf = ({ protocol }: { protocol?: string | null }): string => protocol || "TCP";

const listening = (...ports: Properties[]) => withPod({ containers: [container({ ports })] });
const http = listening({ name: "http", containerPort: 8080 });
const on = (...ports: Properties[]) => service({ ports });

const control: Control = {
	id: "service-port-valid",
	family: "service",
	severity: "medium",
	title: "The ports of a Service lead to ports of its pods",
	rationale: "A port that no container has answers nothing, and shows only when somebody needs it.",
	remediation:
		"Make targetPort the name or number of a port that the pods' containers declare, and give each port of a Service a name of its own.",
	references: [partial(secnumcloud["13.1"]), supporting(nis2["21.2(e)"])],
	appliesTo: SERVICES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown, notApplicable, each }) {
		if (typeOf(subject) === "ExternalName") return notApplicable();
		const ports = portsOf(subject);
		each(ports, (entry, index) => {
			const at = `/spec/ports/${index}`;
			const { name, port } = entry;
			if (!isPort(port)) report({ path: `${at}/port`, message: `${port} is no port.` });
			if (ports.length > 1 && !name) report({ path: at, message: "Of several ports each needs a name." });
			else if (name && !LABEL.test(name)) report({ path: `${at}/name`, message: `"${name}" is no name for a port.` });
			const same = (other: ServicePort): boolean =>
				(!!name && other.name === name) || (other.port === port && protocolOf(other) === protocolOf(entry));
			if (ports.slice(0, index).some(same)) report({ path: at, message: `Port ${name || port} is there twice.` });
		});
		each(ports, ({ targetPort: target }, index) => {
			const isName = typeof target === "string" && target !== "";
			if (isName ? PORT_NAME.test(target) : !target || isPort(target)) return;
			report({ path: `/spec/ports/${index}/targetPort`, message: `${JSON.stringify(target)} is neither a number nor a name of a port.` });
		});
		const behind = podsBehind(subject, all);
		if (behind === undefined) return;
		// That it selects nothing is judged by itself.
		if (behind.pods.length === 0) return behind.open === undefined ? undefined : unknown("/spec/selector", behind.open);
		const declared = behind.pods.flatMap(portsOfPods);
		each(ports, (entry, index) => {
			const target = entry.targetPort || entry.port;
			// Containers need not declare a number; where none does, nothing is said of it.
			if (typeof target === "number" && declared.length === 0) return;
			const isTarget = (port: ContainerPort): boolean =>
				typeof target === "number" ? port.containerPort === target : port.name === target && protocolOf(port) === protocolOf(entry);
			if (declared.some(isTarget)) return;
			const path = `/spec/ports/${index}${entry.targetPort ? "/targetPort" : ""}`;
			if (behind.open !== undefined) unknown(path, behind.open);
			else report({ path, message: `None of its pods has a port ${target}.` });
		});
	},
	examples: {
		pass: [
			{ title: "by name", resources: [on({ port: 80, targetPort: "http" }), http] },
			{ title: "by number", resources: [on({ port: 80, targetPort: 8080 }), http] },
			...[null, 0, ""].map((targetPort) => ({ title: "the same number", resources: [on({ port: 8080, targetPort }), http] })),
			{ title: "pods that declare nothing", resources: [on({ port: 80 }), withPod({})] },
			{
				title: "a sidecar's",
				resources: [
					on({ port: 80, targetPort: "proxy" }),
					withPod({ initContainers: [container({ restartPolicy: "Always", ports: [{ name: "proxy", containerPort: 15_001 }] })] }),
				],
			},
			{
				title: "several, named",
				resources: [
					on({ name: "dns", port: 53, protocol: "UDP" }, { name: "dns-tcp", port: 53, protocol: "TCP" }),
					listening({ containerPort: 53, protocol: "UDP" }),
				],
			},
			{ title: "no pods, which is judged by itself", resources: [on({ port: 80, targetPort: "http" })] },
			{ title: "no selector", resources: [service({ selector: null, ports: [{ port: 80, targetPort: "http" }] }), http] },
			{ title: "no ports", resources: [service({ clusterIP: "None", ports: null }), http] },
		],
		fail: [
			{ title: "a name that no container has", resources: [on({ port: 80, targetPort: "web" }), http], says: "a port web" },
			{ title: "a number that no container has", resources: [on({ port: 80 }), http], says: "a port 80" },
			{ title: "the name by another protocol", resources: [on({ port: 80, targetPort: "http", protocol: "UDP" }), http] },
			{
				title: "an init container's, which is over",
				resources: [
					on({ port: 80, targetPort: "migrate" }),
					withPod({ initContainers: [container({ ports: [{ name: "migrate", containerPort: 80 }] })] }),
				],
			},
			...["8080", "HTTP", "http--x", "-http", "a-name-that-is-too-long"].map((targetPort) => ({
				title: `no name: ${targetPort}`,
				resources: [on({ port: 80, targetPort }), http],
				says: "neither a number nor a name",
			})),
			...[0, 65_536, "80", null].map((port) => ({
				title: "no port",
				resources: [on({ port: port as number, targetPort: "http" }), http],
				says: "is no port",
			})),
			{ title: "a target that is no port", resources: [on({ port: 80, targetPort: 70_000 }), withPod({})] },
			{
				title: "several without a name",
				resources: [on({ name: "http", port: 80, targetPort: "http" }, { port: 81, targetPort: "http" }), http],
				says: "needs a name",
			},
			{
				title: "one name twice",
				resources: [on({ name: "http", port: 80, targetPort: "http" }, { name: "http", port: 81, targetPort: "http" }), http],
				says: "twice",
			},
			{
				title: "one port twice",
				resources: [on({ name: "a", port: 80, targetPort: "http" }, { name: "b", port: 80, protocol: "TCP", targetPort: "http" }), http],
			},
			{ title: "no name that the API server takes", resources: [on({ name: "Web_Port", port: 80, targetPort: "http" }), http] },
		],
		unknown: [
			{ title: "the target is not known", resources: [on({ port: 80, targetPort: new Unknown() }), http] },
			{
				title: "the containers' ports are not known",
				resources: [on({ port: 80, targetPort: "web" }), withPod({ containers: [container({ ports: new Unknown() })] })],
			},
			{ title: "other pods may lie outside this part", partial: true, resources: [on({ port: 80, targetPort: "web" }), http] },
			{ title: "an operator may make pods", resources: [on({ port: 80, targetPort: "web" }), http, mystery] },
		],
		notApplicable: [{ title: "a name elsewhere", resources: [service({ type: "ExternalName", externalName: "partner.example" })] }],
	},
};
export default control;
