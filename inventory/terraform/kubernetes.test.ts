import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Resource } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import { kubernetesKind } from "./kubernetes.ts";
import { readPlan } from "./plan.ts";
import { readState } from "./state.ts";
import { artefact, plan, planned, state, stored } from "./test-artefact.ts";

function made(type: string, attributes: object): Resource | undefined {
	const part = readState(artefact(state([stored(type, "it", attributes)])));
	expect(part.errors).toEqual([]);
	return part.resources[0];
}

const metadata = [{ name: "web", namespace: "town", labels: { app: "web" }, annotations: {}, generate_name: "", generation: 1, uid: "1" }];
const same = { name: "web", namespace: "town", labels: { app: "web" }, generation: 1, uid: "1" };

test("a deployment reads as its manifest does", () => {
	const container = {
		name: "web",
		image: "registry.example/web:1",
		command: [],
		env: [
			{ name: "A", value: "1", value_from: [] },
			{ name: "B", value: "", value_from: [{ secret_key_ref: [{ name: "s", key: "k", optional: false }] }] },
		],
		port: [{ container_port: 8080, host_port: 0, host_ip: "", name: "http", protocol: "TCP" }],
		security_context: [
			{
				run_as_user: "1000",
				run_as_group: "",
				privileged: false,
				capabilities: [{ add: [], drop: ["ALL"] }],
				seccomp_profile: [{ type: "RuntimeDefault", localhost_profile: "" }],
			},
		],
		liveness_probe: [{ http_get: [{ path: "/", port: "8080", http_header: [] }], initial_delay_seconds: 0, period_seconds: 10 }],
		volume_mount: [{ name: "tmp", mount_path: "/tmp", read_only: false, sub_path: "" }],
		resources: [{ limits: { cpu: "500m" }, requests: {} }],
	};
	const spec = [
		{
			host_ipc: false,
			host_pid: true,
			init_container: [],
			container: [container],
			toleration: [{ key: "", operator: "Exists", effect: "", toleration_seconds: "" }],
			volume: [
				{ name: "tmp", empty_dir: [{ medium: "", size_limit: "0" }], secret: [] },
				{ name: "s", secret: [{ secret_name: "s", default_mode: "0400", items: [] }] },
			],
			image_pull_secrets: [{ name: "pull" }],
			topology_spread_constraint: [
				{ max_skew: 1, topology_key: "zone", label_selector: [{ match_labels: { app: "web" }, match_expressions: [] }] },
			],
			node_selector: {},
		},
	];
	const attributes = {
		id: "town/web",
		wait_for_rollout: true,
		metadata,
		spec: [{ replicas: "2", selector: [{ match_labels: { app: "web" } }], template: [{ metadata: [{ labels: { app: "web" } }], spec }] }],
	};
	for (const type of ["kubernetes_deployment_v1", "kubernetes_deployment"]) {
		expect(made(type, attributes)).toMatchObject({
			id: `${type}.it`,
			type: "apps/v1/Deployment",
			name: "web",
			namespace: "town",
			physicalId: "town/web",
		});
	}
	expect(made("kubernetes_deployment_v1", attributes)?.properties).toEqual({
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: same,
		spec: {
			replicas: 2,
			selector: { matchLabels: { app: "web" } },
			template: {
				metadata: { labels: { app: "web" } },
				spec: {
					hostIPC: false,
					hostPID: true,
					containers: [
						{
							name: "web",
							image: "registry.example/web:1",
							env: [
								{ name: "A", value: "1" },
								{ name: "B", valueFrom: { secretKeyRef: { name: "s", key: "k", optional: false } } },
							],
							ports: [{ containerPort: 8080, name: "http", protocol: "TCP" }],
							securityContext: {
								runAsUser: 1000,
								privileged: false,
								capabilities: { drop: ["ALL"] },
								seccompProfile: { type: "RuntimeDefault" },
							},
							livenessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 10 },
							volumeMounts: [{ name: "tmp", mountPath: "/tmp", readOnly: false }],
							resources: { limits: { cpu: "500m" } },
						},
					],
					tolerations: [{ operator: "Exists" }],
					volumes: [
						{ name: "tmp", emptyDir: { sizeLimit: "0" } },
						{ name: "s", secret: { secretName: "s", defaultMode: 0o400 } },
					],
					imagePullSecrets: [{ name: "pull" }],
					topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "zone", labelSelector: { matchLabels: { app: "web" } } }],
				},
			},
		},
	});
});

test("a policy that admits everybody keeps its empty rule and its empty selector", () => {
	const spec = [
		{
			pod_selector: [{ match_labels: {}, match_expressions: [] }],
			policy_types: ["Ingress"],
			ingress: [{ from: [], ports: [] }],
			egress: [],
		},
	];
	expect(made("kubernetes_network_policy_v1", { metadata, spec })?.properties["spec"]).toEqual({
		podSelector: {},
		policyTypes: ["Ingress"],
		ingress: [{}],
	});
	const empty = [{ pod_selector: [null], policy_types: ["Ingress"], ingress: [] }];
	expect(made("kubernetes_network_policy", { metadata, spec: empty })?.properties["spec"]).toEqual({
		podSelector: {},
		policyTypes: ["Ingress"],
	});
});

test.each([
	[
		"kubernetes_cluster_role",
		{ rule: [{ api_groups: [""], resources: ["*"], verbs: ["*"], non_resource_urls: [] }] },
		{ rules: [{ apiGroups: [""], resources: ["*"], verbs: ["*"] }] },
	],
	[
		"kubernetes_role_binding_v1",
		{
			role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "Role", name: "r" }],
			subject: [{ kind: "ServiceAccount", name: "a", namespace: "town", api_group: "" }],
		},
		{
			roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
			subjects: [{ kind: "ServiceAccount", name: "a", namespace: "town" }],
		},
	],
	[
		"kubernetes_service",
		{
			spec: [
				{
					cluster_ip: "10.0.0.1",
					external_ips: ["203.0.113.5"],
					load_balancer_source_ranges: [],
					port: [{ port: 443, target_port: "https", node_port: 0 }],
					selector: { app: "web" },
				},
			],
		},
		{
			spec: { clusterIP: "10.0.0.1", externalIPs: ["203.0.113.5"], ports: [{ port: 443, targetPort: "https" }], selector: { app: "web" } },
		},
	],
	[
		"kubernetes_ingress_v1",
		{
			spec: [
				{
					tls: [{ hosts: ["a.example"], secret_name: "t" }],
					rule: [
						{
							host: "a.example",
							http: [{ path: [{ path: "/", backend: [{ service: [{ name: "web", port: [{ number: 80, name: "" }] }] }] }] }],
						},
					],
				},
			],
		},
		{
			spec: {
				tls: [{ hosts: ["a.example"], secretName: "t" }],
				rules: [{ host: "a.example", http: { paths: [{ path: "/", backend: { service: { name: "web", port: { number: 80 } } } }] } }],
			},
		},
	],
	[
		"kubernetes_persistent_volume_v1",
		{ spec: [{ capacity: { storage: "1Gi" }, persistent_volume_source: [{ host_path: [{ path: "/data", type: "" }] }] }] },
		{ spec: { capacity: { storage: "1Gi" }, hostPath: { path: "/data" } } },
	],
	[
		"kubernetes_storage_class_v1",
		{ storage_provisioner: "cinder.csi.openstack.org", allow_volume_expansion: true, parameters: { type: "luks" } },
		{ provisioner: "cinder.csi.openstack.org", allowVolumeExpansion: true, parameters: { type: "luks" } },
	],
	["kubernetes_secret_v1", { data: { password: "Example-1234" }, type: "Opaque" }, { data: { password: new Secret() }, type: "Opaque" }],
])("%s", (type, attributes, expected) => {
	const { apiVersion: _v, kind: _k, ...rest } = made(type, attributes)?.properties ?? {};
	expect(rest).toEqual(expected);
});

test("kinds by the names that Terraform gives them", () => {
	const named = (type: string): string | undefined => {
		const kind = kubernetesKind(type);
		return kind === undefined ? undefined : `${kind.apiVersion}/${kind.kind}`;
	};
	expect(named("kubernetes_daemonset")).toBe("apps/v1/DaemonSet");
	expect(named("kubernetes_daemon_set_v1")).toBe("apps/v1/DaemonSet");
	expect(named("kubernetes_default_service_account_v1")).toBe("v1/ServiceAccount");
	expect(named("kubernetes_horizontal_pod_autoscaler_v2")).toBe("autoscaling/v2/HorizontalPodAutoscaler");
	expect(named("kubernetes_cron_job_v1")).toBe("batch/v1/CronJob");
	expect(named("kubernetes_labels")).toBeUndefined();
	expect(named("kubernetes_config_map_v1_data")).toBeUndefined();
});

test("manifests within Terraform are taken as they are written", () => {
	const manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: "town", labels: { some_key: "x" } } };
	expect(made("kubernetes_manifest", { manifest })).toMatchObject({ type: "v1/Namespace", name: "town", properties: manifest });
	const yaml_body = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: town }\ndata: { token: a, b: c }\n";
	const resource = made("kubectl_manifest", { yaml_body, sensitive_fields: ["data.token"] });
	expect(resource).toMatchObject({ type: "v1/ConfigMap", namespace: "town", properties: { data: { token: new Secret(), b: "c" } } });
});

test("what is no object stays, is counted under its own type, and shows no texts that may hold one", () => {
	expect(made("kubectl_manifest", { yaml_body: "{{ broken" })).toMatchObject({ properties: { yaml_body: new Secret() } });
	const [helm] = readState(
		artefact(
			state([
				{
					...stored("helm_release", "it", { name: "db", chart: "postgresql" }),
					provider: 'provider["registry.terraform.io/hashicorp/helm"]',
				},
			]),
		),
	).resources;
	expect(helm?.type).toBe("terraform:helm:helm_release");
});

test("of a planned object, what nobody wrote is the API's default; what will come from elsewhere is unknown", () => {
	const after = { metadata: [{ name: "web" }], spec: [{ container: [{ name: "web", image: null }], volume: [] }] };
	const after_unknown = {
		metadata: [{ uid: true }],
		spec: [{ node_name: true, container: [{ image: true, image_pull_policy: true, resources: true, volume_mount: true }] }],
	};
	const expressions = {
		metadata: [{ name: { constant_value: "web" } }],
		spec: [{ container: [{ name: { constant_value: "web" }, image: { references: ["var.image"] } }] }],
	};
	const configuration = { root_module: { resources: [{ type: "kubernetes_pod_v1", name: "web", mode: "managed", expressions }] } };
	const { resources } = readPlan(artefact(plan([planned("kubernetes_pod_v1.web", after, { after_unknown })], { configuration })));
	const unknown = new Unknown("known after apply");
	expect(resources[0]?.properties["spec"]).toEqual({ containers: [{ name: "web", image: unknown, volumeMounts: unknown }] });
});

test("the table is what the declarations of the API say", () => {
	const made = execFileSync(process.execPath, ["scripts/mappings/kubernetes.js"], { encoding: "utf8", maxBuffer: 2 ** 24 });
	expect(JSON.parse(readFileSync(new URL("./kubernetes.json", import.meta.url), "utf8"))).toEqual(JSON.parse(made));
});
