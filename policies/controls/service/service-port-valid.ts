import type { ContainerPort } from "../../container-ports.ts";
import { portsOfPods } from "../../container-ports.ts";
import type { Control } from "../../control.ts";
import { servicePortValidExamples } from "../../examples/service-port-valid.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { SERVICES } from "../../kinds.ts";
import type { ServicePort } from "../../kubernetes-services.ts";
import { podsBehind, portsOf, typeOf } from "../../kubernetes-services.ts";

/** RFC 1123 label, RFC 6335 service name: what the API server takes for names of a Service's port and of a container's. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const isPort = (port: unknown): boolean => Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65_535;
const protocolOf = ({ protocol }: { protocol?: string | null }): string => protocol || "TCP";

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
	examples: servicePortValidExamples,
};
export default control;
