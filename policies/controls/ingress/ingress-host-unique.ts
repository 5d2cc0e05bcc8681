import type { Resource } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ingressHostUniqueExamples } from "../../examples/ingress-host-unique.ts";
import { nis2, partial, secnumcloud } from "../../frameworks.ts";
import { annotationsOf, CANARY, classOf, pathsOf } from "../../ingresses.ts";
import type { Index } from "../../joins.ts";
import { add } from "../../joins.ts";
import { INGRESSES } from "../../kinds.ts";
import { namespaceOf } from "../../pods.ts";

const control: Control = {
	id: "ingress-host-unique",
	family: "ingress",
	severity: "medium",
	title: "No two Ingresses claim the same host and path",
	rationale:
		"Which of two wins is up to the controller: another namespace can take a host's traffic, cookies and passwords by claiming it.",
	remediation: "Let one Ingress claim each host and path, and give the others paths or hosts of their own.",
	references: [partial(secnumcloud["9.7"]), partial(secnumcloud["13.2"]), partial(nis2["21.2(g)"])],
	appliesTo: INGRESSES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown, each }) {
		if (isCanary(subject)) return;
		const { claimed, open } = all.once(claims);
		const named = classOf(subject);
		each(pathsOf(subject), ({ host, path, pointer }) => {
			const rivals = (claimed.get(claim(host, path)) ?? []).filter(
				(rival) => rival.id !== subject.id && (named === undefined || classOf(rival) === undefined || classOf(rival) === named),
			);
			const [rival] = rivals;
			if (rival === undefined) return;
			const where = namespaceOf(rival) === namespaceOf(subject) ? "" : ` of the namespace ${namespaceOf(rival)}`;
			report({ path: pointer, message: `${host || "Every host"}${path.path || "/"} is claimed by the Ingress ${rival.name}${where} too.` });
		});
		if (open !== undefined && open.id !== subject.id) unknown("", `what the Ingress ${open.name} claims is not known`);
		if (all.partial) unknown("", "other Ingresses may lie outside this part of the input");
	},
	examples: ingressHostUniqueExamples,
};
export default control;

function isCanary(subject: Resource): boolean {
	return String(annotationsOf(subject)[CANARY]).toLowerCase() === "true";
}
/** A path of `Prefix` means the same with and without a slash at its end; no type and no path mean what the controller makes of them. */
function claim(host: string, { path, pathType }: { path?: string | null; pathType?: string | null }): string {
	const value = path || "/";
	const type = pathType === "Exact" ? "Exact" : "Prefix";
	return `${type} ${host}${type === "Prefix" && value.length > 1 ? value.replace(/\/$/, "") : value}`;
}
function claims(all: Index) {
	const claimed = new Map<string, Resource[]>();
	let open: Resource | undefined;
	for (const each of INGRESSES.flatMap((type) => all.ofType(type)))
		try {
			if (isCanary(each)) continue;
			for (const { host, path } of pathsOf(each)) add(claimed, claim(host, path), each);
		} catch {
			open = each;
		}
	return { claimed, open };
}
