import { interfaceBehind } from "../../admin-interfaces.ts";
import { isOpenToWorld } from "../../balancers.ts";
import type { Control } from "../../control.ts";
import { serviceNoExposedAdminInterfaceExamples } from "../../examples/service-no-exposed-admin-interface.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { ALLOWED, annotationsOf, backendReaders } from "../../ingresses.ts";
import { INGRESSES, ROUTES, SERVICES } from "../../kinds.ts";
import { servicesByAddress, typeOf } from "../../kubernetes-services.ts";
import { isWorld, rangeOf } from "../../world.ts";

const control: Control = {
	id: "service-no-exposed-admin-interface",
	family: "service",
	severity: "high",
	title: "No administrator's interface is open to the outside",
	rationale:
		"Dashboards and consoles hold the rights of those who run the cluster; each hole in one, or a password that leaks, gives all of it away.",
	remediation:
		"Leave the Service at ClusterIP, without Ingress or route, and reach it with kubectl port-forward; or let a load balancer admit administrators' ranges only.",
	references: [direct(secnumcloud["9.6"]), direct(secnumcloud["12.12"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [...SERVICES, ...INGRESSES, ...ROUTES],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, facts, report, unknown, each }) {
		if (SERVICES.includes(subject.type)) {
			const type = typeOf(subject);
			if (type !== "NodePort" && !(type === "LoadBalancer" && isOpenToWorld(subject))) return;
			const found = interfaceBehind(subject, all, facts);
			if (found !== undefined) report({ path: "/spec/type", message: `It opens ${found.name} to the outside.` });
			return;
		}
		const annotations = annotationsOf(subject);
		const ranges = ALLOWED.flatMap((key) => (key in annotations ? String(annotations[key]).split(",") : [])).map((text) => rangeOf(text));
		if (ranges.length > 0 && ranges.every((range) => range !== undefined) && !isWorld(ranges)) return;
		const { found: services, open } = all.once(servicesByAddress);
		each(backendReaders(subject), (read) => {
			const backend = read();
			if (backend === undefined) return;
			const target = services.get(`${backend.namespace}/${backend.service}`);
			const found = target === undefined ? facts.adminInterface({ label: backend.service }) : interfaceBehind(target, all, facts);
			if (found === undefined && target === undefined && (open || all.partial)) unknown(backend.path, "the Service is not in the list");
			if (found !== undefined) report({ path: backend.path, message: `It opens ${found.name} to the outside.` });
		});
	},
	examples: serviceNoExposedAdminInterfaceExamples,
};
export default control;
