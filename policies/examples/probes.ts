import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Example } from "../control.ts";
import { container, cronJob, custom, deployment, pod } from "./kubernetes.ts";

/** Examples of a control that asks for a probe. */
export function probeExamples(name: "livenessProbe" | "readinessProbe"): { pass: Example[]; fail: Example[]; unknown: Example[] } {
	const asked = (probe: unknown): Properties => container({ [name]: probe as Properties });
	const good = asked({ httpGet: { port: 8080 } });
	const bad = container({ startupProbe: { httpGet: { port: 8080 } } });
	const sidecar = { ...bad, restartPolicy: "Always" };
	return {
		pass: [
			{ title: "asked", resources: [deployment({ containers: [good] })] },
			...["tcpSocket", "grpc", "exec"].map((way) => ({ title: way, resources: [pod({ containers: [asked({ [way]: {} })] })] })),
			{ title: "what ends by itself", resources: [cronJob({ restartPolicy: "OnFailure", containers: [bad] })] },
			{ title: "what ends once", resources: [pod({ restartPolicy: "Never", containers: [bad], initContainers: [sidecar] })] },
			{
				title: "what comes before",
				resources: [deployment({ containers: [good], initContainers: [bad, { ...bad, restartPolicy: null }] })],
			},
			{ title: "what is attached", resources: [pod({ containers: [good], ephemeralContainers: [bad] })] },
			{
				title: "a sidecar that is asked",
				resources: [deployment({ containers: [good], initContainers: [{ ...good, restartPolicy: "Always" }] })],
			},
		],
		fail: [
			{ title: "not asked", resources: [pod({ containers: [good, bad] })], says: `no ${name}` },
			{ title: "not asked", resources: [deployment({ restartPolicy: "Always", containers: [bad] })] },
			{ title: "not asked", resources: [custom({ containers: [bad] })] },
			{
				title: "a sidecar that is not asked",
				resources: [deployment({ containers: [good], initContainers: [sidecar] })],
				says: "init container web",
			},
			{ title: "null", resources: [pod({ containers: [asked(null)] })], says: `no ${name}` },
			{ title: "asked nothing", resources: [pod({ containers: [asked({ periodSeconds: 5, httpGet: null })] })], says: "asks nothing" },
		],
		unknown: [
			{ title: "not known", resources: [pod({ containers: [asked(new Unknown())] })] },
			{ title: "whether it ends is not known", resources: [pod({ restartPolicy: new Unknown(), containers: [bad] })] },
		],
	};
}
