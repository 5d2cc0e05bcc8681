import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { service } from "../../examples/workloads.ts";
import { nis2, partial, secnumcloud } from "../../frameworks.ts";
import { SERVICES } from "../../kinds.ts";
import { serviceOf, typeOf } from "../../kubernetes-services.ts";

const named = (externalName: string | Unknown | null) => service({ type: "ExternalName", externalName, selector: null });

const control: Control<{ allowed: readonly string[] }> = {
	id: "service-no-external-name",
	family: "service",
	severity: "medium",
	title: "No Service is another name for a host elsewhere",
	rationale:
		"Through such a name traffic leaves the cluster where an address of it is expected, past policies; an Ingress in front of it exposes what lies behind.",
	remediation: "Let programs use the host's own name, or allow the host in the parameter allowed.",
	references: [partial(secnumcloud["13.2"]), partial(secnumcloud["12.14"]), partial(nis2["21.2(g)"])],
	appliesTo: SERVICES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { allowed: { description: "Hosts that may be named.", default: [], schema: { type: "array", items: { type: "string" } } } },
	check(subject, { parameters, report }) {
		if (typeOf(subject) !== "ExternalName") return;
		const { externalName } = serviceOf(subject);
		if (
			!parameters.allowed.includes(
				String(externalName ?? "")
					.toLowerCase()
					.replace(/\.$/, ""),
			)
		)
			report({ path: "/spec/externalName", message: `It is another name for ${externalName || "nothing"}.` });
	},
	examples: {
		pass: [
			{ title: "pods", resources: [service()] },
			{ title: "a host that a pack allows", resources: [named("Partner.example.")], parameters: { allowed: ["partner.example"] } },
			{ title: "a name that the type has no use for", resources: [service({ externalName: "partner.example" })] },
		],
		fail: [
			{ title: "a host elsewhere", resources: [named("partner.example")], says: "another name for partner.example" },
			{ title: "a host that is not the one allowed", resources: [named("other.example")], parameters: { allowed: ["partner.example"] } },
			{ title: "the cluster's own API", resources: [named("kubernetes.default.svc.cluster.local")] },
			{ title: "no name", resources: [named(null)], says: "nothing" },
		],
		unknown: [
			{ title: "the host is not known", resources: [named(new Unknown())] },
			{ title: "the type is not known", resources: [service({ type: new Unknown() })] },
		],
	},
};
export default control;
