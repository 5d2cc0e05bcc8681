import type { Control } from "../../control.ts";
import { container, manifest } from "../../examples/kubernetes.ts";
import { probeExamples } from "../../examples/probes.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";
import { demandProbe } from "../../probes.ts";

const examples = probeExamples("readinessProbe");
const knative = manifest(
	"serving.knative.dev/v1",
	"Service",
	"web",
	{ spec: { template: { spec: { containers: [container()] } } } },
	"town",
);

const control: Control = {
	...overPods,
	id: "pod-readiness",
	severity: "medium",
	title: "Only programs that are ready are asked",
	rationale: "Without the question a pod gets requests while its program still starts, and a rollout goes on although nothing answers.",
	remediation: "Give every container that runs on a readinessProbe.",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		demandProbe(subject, context, "readinessProbe");
	},
	examples: { ...examples, pass: [...examples.pass, { title: "Knative asks by itself", resources: [knative] }] },
};
export default control;
