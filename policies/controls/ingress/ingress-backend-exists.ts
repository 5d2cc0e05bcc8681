import type { Control } from "../../control.ts";
import { ingressBackendExistsExamples } from "../../examples/ingress-backend-exists.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { backendReaders, isGranted } from "../../ingresses.ts";
import { INGRESSES, ROUTES } from "../../kinds.ts";
import { portsOf, servicesByAddress, typeOf } from "../../kubernetes-services.ts";
import { namespaceOf } from "../../pods.ts";

const control: Control = {
	id: "ingress-backend-exists",
	family: "ingress",
	severity: "medium",
	title: "What an Ingress or a route sends to exists",
	rationale:
		"A way in that leads nowhere answers with errors; and whoever may make a Service of that name later takes over what is sent to it.",
	remediation: "Name a Service that exists, by a port that it has, and for a route into another namespace a ReferenceGrant there.",
	references: [partial(secnumcloud["13.1"]), supporting(nis2["21.2(e)"])],
	appliesTo: [...INGRESSES, ...ROUTES],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, absent, unknown, each }) {
		const { found, open } = all.once(servicesByAddress);
		each(backendReaders(subject), (read) => {
			const backend = read();
			// A resource of another kind, or a name by which a controller means an action of its own.
			if (backend === undefined || backend.port === "use-annotation") return;
			const { path, namespace, service: name, port } = backend;
			const target = found.get(`${namespace}/${name}`);
			if (target === undefined && open) return unknown(path, "the namespace of a Service is not known");
			if (target === undefined) return absent({ path, message: `There is no Service ${name} in the namespace ${namespace}.` });
			if (namespace !== namespaceOf(subject) && !isGranted(all, subject, backend))
				absent({ path, message: `No ReferenceGrant of the namespace ${namespace} lets it send there.` });
			if (port === undefined || typeOf(target) === "ExternalName") return;
			if (!portsOf(target).some((each) => [each.name, String(each.port)].includes(String(port))))
				report({ path, message: `The Service ${name} has no port ${port}.` });
		});
	},
	examples: ingressBackendExistsExamples,
};
export default control;
