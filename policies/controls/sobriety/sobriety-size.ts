import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environmentOf, isTrial } from "../../environment.ts";
import { service, town } from "../../examples/declared.ts";
import { instance } from "../../examples/openstack.ts";
import { direct, gdpr, partial, rgesn, supporting } from "../../frameworks.ts";
import { declaredService, SERVICE } from "../../services.ts";

const INSTANCE = "openstack:compute/instance:Instance";
/** Nova keeps the place of a stopped server, and gives back that of a shelved one. */
const STOPPED = /^(shutoff|shut_off|stopped|paused|suspended)$/i;

/** Use is not measured here: what is seen is size where nobody is served, and machines that are reserved and off. */
const control: Control<{ copies: number }> = {
	id: "sobriety-size",
	family: "sobriety",
	severity: "low",
	title: "Nothing is larger than what it is for, and nothing idle stays reserved",
	rationale:
		"A server that is off keeps its place on a host that runs for it; a lab as wide as production spends production's energy on nobody.",
	remediation: "Give the stack fewer copies; shelve (powerState: shelved_offloaded) or remove servers that are off.",
	references: [direct(rgesn["3.2"]), partial(rgesn["3.7"]), partial(rgesn["8.10"]), supporting(gdpr["25(2)"])],
	appliesTo: [SERVICE, INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		copies: {
			description: "Most copies of a service outside production.",
			default: 3,
			schema: { type: "integer", minimum: 1, maximum: 100 },
		},
	},
	check(subject, { all, report, notApplicable, parameters }) {
		if (subject.type === INSTANCE) {
			const state = String(subject.properties["powerState"] ?? "");
			if (STOPPED.test(state))
				report({ path: "/powerState", message: `The server is ${state} and keeps its processors and memory reserved.` });
			return;
		}
		if (!isTrial(environmentOf(all))) return notApplicable();
		const { run } = declaredService(subject);
		const [copies, path] = run?.machines === undefined ? [run?.replicas, "/run/replicas"] : [run.machines.count, "/run/machines/count"];
		if (copies !== undefined && copies > parameters.copies)
			report({ path, message: `${copies} copies run in the stack ${environmentOf(all)?.stack}, more than ${parameters.copies}.` });
	},
	examples: {
		pass: [
			{ title: "a server that runs", resources: [instance({ powerState: "active" })] },
			{ title: "a server that was put away", resources: [instance({ powerState: "shelved_offloaded" })] },
			{ title: "a small lab", resources: [running({ replicas: 3 }), town({ stack: "lab" })] },
		],
		fail: [
			{ title: "a server that is off", resources: [instance({ powerState: "shutoff" })] },
			{ title: "as the API writes it", resources: [instance({ powerState: "SHUTOFF" })] },
			{ title: "many copies in a lab", resources: [running({ replicas: 9 }), town({ stack: "lab" })] },
			{ title: "many machines in a lab", resources: [running({ machines: { count: 4 } }), town({ stack: "lab" })] },
		],
		unknown: [{ title: "not known", resources: [instance({ powerState: new Unknown() })] }],
		notApplicable: [{ title: "production", resources: [running({ replicas: 9 }), town()] }],
	},
};
export default control;

function running(run: Properties): ExampleResource {
	return service({ run });
}
