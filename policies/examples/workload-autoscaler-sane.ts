import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { autoscaler, budget, mystery, running } from "./workloads.ts";

const web = running();
const to = (kind: string, name = "web") => ({ scaleTargetRef: { apiVersion: "apps/v1", kind, name } });

/** Examples of the control `workload-autoscaler-sane`. */
export const workloadAutoscalerSaneExamples: AnyControl["examples"] = {
	pass: [
		{ title: "two to five", resources: [autoscaler(), web] },
		{
			title: "an old version of the API, a StatefulSet",
			resources: [autoscaler(to("StatefulSet"), "autoscaling/v1"), running({}, "StatefulSet")],
		},
		{ title: "a budget that spares one", resources: [autoscaler({ minReplicas: 3 }), web, budget({ minAvailable: 2 })] },
		{ title: "a custom kind that is in the list", resources: [autoscaler(to("Crew", "crew")), mystery] },
		{ title: "one where a pack asks for no more", resources: [autoscaler({ minReplicas: 1 }), web], parameters: { least: 1 } },
	],
	fail: [
		{ title: "one at least", resources: [autoscaler({ minReplicas: 1 }), web], says: "one copy" },
		{ title: "not said is one", resources: [autoscaler({ minReplicas: null }), web] },
		{ title: "none at least", resources: [autoscaler({ minReplicas: 0 }), web], says: "0 copies" },
		{ title: "no room", resources: [autoscaler({ minReplicas: 3, maxReplicas: 3 }), web], says: "no room" },
		{ title: "less than none", resources: [autoscaler({ minReplicas: 5, maxReplicas: 3 }), web] },
		{ title: "no target", resources: [autoscaler()], says: "no Deployment town/web" },
		{ title: "a target of another kind", resources: [autoscaler(to("StatefulSet")), web] },
		{ title: "a target of another name", resources: [autoscaler(to("Deployment", "api")), web] },
		{ title: "two of them", resources: [autoscaler(), web, { ...autoscaler(), name: "other", id: "other" }], says: "scales the same" },
		{ title: "a budget that lets none of the least go", resources: [autoscaler(), web, budget({ minAvailable: 2 })], says: "budget web" },
	],
	unknown: [
		{ title: "the least is not known", resources: [autoscaler({ minReplicas: new Unknown() }), web] },
		{ title: "the most is not written", resources: [autoscaler({ maxReplicas: null }), web] },
		{
			title: "the target's name is not known",
			resources: [autoscaler({ scaleTargetRef: { kind: "Deployment", name: new Unknown() } }), web],
		},
		{
			title: "the namespace of a workload is not known",
			resources: [autoscaler(), { ...web, properties: { ...web.properties, metadata: { namespace: new Unknown() } } }],
		},
		{ title: "the target may lie outside this part", partial: true, resources: [autoscaler()] },
		{ title: "what a budget selects is not known", resources: [autoscaler(), web, budget({ selector: new Unknown() })] },
	],
};
