import { configuresCluster, eachComponent, expectFlag, podSecurityIn } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-pod-security-default.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";

const FILES =
	/^(apiserver\.config\.k8s\.io\/\w+\/AdmissionConfiguration|pod-security\.admission\.config\.k8s\.io\/\w+\/PodSecurityConfiguration)$/;
const LEVELS = ["privileged", "baseline", "restricted"];
interface Plugin {
	name?: string;
	configuration?: object | null;
	path?: string;
}

const control: Control<{ level: string }> = {
	id: "cluster-pod-security-default",
	family: "cluster",
	severity: "high",
	title: "Namespaces without a label refuse insecure pods too",
	rationale: "A label that somebody forgot opens the cluster: the default decides what a new namespace lets run.",
	remediation:
		"Give the API server an AdmissionConfiguration whose PodSecurity defaults enforce baseline or restricted; for RKE2, profile: cis.",
	references: [direct(cisKubernetes["5.2.1"]), direct(secnumcloud["9.7"]), partial(gdpr["25(2)"]), partial(nis2["21.2(e)"])],
	appliesTo: (resource) => FILES.test(resource.type) || configuresCluster(resource),
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		level: {
			description: "The least level that a namespace without a label enforces.",
			default: "baseline",
			schema: { type: "string", enum: ["baseline", "restricted"] },
		},
	},
	check(subject, context) {
		if (FILES.test(subject.type)) {
			const { properties } = subject;
			const own = subject.type.endsWith("/PodSecurityConfiguration");
			const plugins = items(properties["plugins"] as never as readonly Plugin[], subject, "/plugins");
			const index = plugins.findIndex(({ name }) => name === "PodSecurity");
			if (!own && index >= 0 && present(plugins[index], "path")) return context.notApplicable();
			const { defaults } = (own ? properties : (plugins[index]?.configuration ?? {})) as { defaults?: { enforce?: string } };
			const enforced = LEVELS.indexOf(defaults?.enforce ?? "privileged");
			const path = own ? "/defaults/enforce" : index < 0 ? "/plugins" : `/plugins/${index}/configuration/defaults/enforce`;
			if (enforced < LEVELS.indexOf(context.parameters.level))
				context.report({ path, message: `Namespaces without a label enforce ${defaults?.enforce ?? "nothing"}.` });
			return;
		}
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			if (component.isOverlay) return;
			expectFlag(
				component,
				context,
				"disable-admission-plugins",
				(value) => !(value ?? "").split(",").includes("PodSecurity"),
				"Pod Security is switched off",
			);
			context.each([""], () => {
				const file = component.get("admission-control-config-file") ?? "";
				const path = component.path("admission-control-config-file");
				const weak = (level = "privileged") => LEVELS.indexOf(level) < LEVELS.indexOf(context.parameters.level);
				if (file === "") {
					if (weak(component.get("pod-security")))
						context.report({ path, message: `${component.name}: namespaces without a label let any pod run.` });
					return;
				}
				const enforced = podSecurityIn(subject, file);
				if (enforced === undefined && !context.all.resources.some(({ type }) => FILES.test(type)))
					context.unknown(path, `what ${file} enforces is not in the input`);
				else if (enforced !== undefined && weak(enforced))
					context.report({ path, message: `Namespaces without a label enforce ${enforced}.` });
			});
		});
	},
	examples,
};
export default control;
