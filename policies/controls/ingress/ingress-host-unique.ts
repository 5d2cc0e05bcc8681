import type { Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ingress, path, rule } from "../../examples/ingresses.ts";
import { nis2, partial, secnumcloud } from "../../frameworks.ts";
import { annotationsOf, classOf, pathsOf } from "../../ingresses.ts";
import type { Index } from "../../joins.ts";
import { INGRESSES } from "../../kinds.ts";
import { namespaceOf } from "../../pods.ts";

const CANARY = "nginx.ingress.kubernetes.io/canary";
const web = (value = "/", metadata = {}, spec = {}) => ingress({ rules: [rule("town.example", path(value))], ...spec }, metadata);
const other = (value = "/", metadata = {}, spec = {}) => ({ ...web(value, metadata, spec), name: "other", id: "other" });

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
	examples: {
		pass: [
			{ title: "other paths", resources: [web(), other("/api")] },
			{
				title: "other hosts",
				resources: [web(), { ...other(), properties: { ...other().properties, spec: { rules: [rule("www.town.example")] } } }],
			},
			{
				title: "the same path by another measure",
				resources: [
					web(),
					{ ...other(), properties: { ...other().properties, spec: { rules: [rule("town.example", path("/", "Exact"))] } } },
				],
			},
			{ title: "other classes", resources: [web("/", {}, { ingressClassName: "inner" }), other("/", {}, { ingressClassName: "outer" })] },
			{ title: "a canary", resources: [web("/", { annotations: { [CANARY]: "true" } }), other()] },
			{ title: "beside a canary", resources: [web(), other("/", { annotations: { [CANARY]: "true" } })] },
		],
		fail: [
			{ title: "in one namespace", resources: [web(), other()], says: "claimed by the Ingress other too" },
			{ title: "across namespaces", resources: [web(), other("/", { namespace: "else" })], says: "of the namespace else" },
			{
				title: "in another spelling",
				resources: [
					web("/api/"),
					{ ...other(), properties: { ...other().properties, spec: { rules: [rule("Town.example", path("/api"))] } } },
				],
			},
			{
				title: "of the same class",
				resources: [web("/", {}, { ingressClassName: "town" }), other("/", { annotations: { "kubernetes.io/ingress.class": "town" } })],
			},
			{ title: "one without a class", resources: [web("/", {}, { ingressClassName: "town" }), other()] },
			{
				title: "both for every host, versions of the API apart",
				resources: [
					ingress({ rules: [rule(undefined)] }),
					{ ...ingress({ rules: [rule(null, path(null))] }, {}, "extensions/v1beta1"), name: "other", id: "other" },
				],
				says: "Every host/",
			},
			{ title: "a canary that is none", resources: [web(), other("/", { annotations: { [CANARY]: "false" } })] },
		],
		unknown: [
			{ title: "the host is not known", resources: [ingress({ rules: [rule(new Unknown())] }), other()] },
			{
				title: "the other's rules are not known",
				resources: [web(), { ...other(), properties: { metadata: {}, spec: { rules: new Unknown() } } }],
			},
			{ title: "others may lie outside this part", partial: true, resources: [web()] },
		],
	},
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
			for (const { host, path } of pathsOf(each)) claimed.set(claim(host, path), [...(claimed.get(claim(host, path)) ?? []), each]);
		} catch {
			open = each;
		}
	return { claimed, open };
}
