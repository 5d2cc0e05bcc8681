import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { container } from "./kubernetes.ts";
import { mystery, service, withPod } from "./workloads.ts";

const listening = (...ports: Properties[]) => withPod({ containers: [container({ ports })] });
const http = listening({ name: "http", containerPort: 8080 });
const on = (...ports: Properties[]) => service({ ports });

/** Examples of the control `service-port-valid`. */
export const servicePortValidExamples: AnyControl["examples"] = {
	pass: [
		{ title: "by name", resources: [on({ port: 80, targetPort: "http" }), http] },
		{
			title: "the first and the last port",
			resources: [
				on({ name: "first", port: 1 }, { name: "last", port: 65_535 }),
				listening({ containerPort: 1 }, { containerPort: 65_535 }),
			],
		},
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
};
