import type * as inputs from "@pulumi/kubernetes/types/input.js";
import * as pulumi from "@pulumi/pulumi";

/** What one container of a web service gets and how it is asked whether it is well. */
export interface PodShape {
	image: pulumi.Input<string>;
	port: pulumi.Input<number>;
	/** Kubernetes quantities: each is request and limit at once, so that nothing is promised twice. */
	cpu: pulumi.Input<string>;
	memory: pulumi.Input<string>;
	ephemeralStorage: pulumi.Input<string>;
	/** User and group id, not 0. */
	user: pulumi.Input<number>;
	/** Path of a GET that answers 200 when the program is well. */
	health: pulumi.Input<string>;
	serviceAccount: pulumi.Input<string>;
	settings: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
	secretFiles: readonly { secret: pulumi.Input<string>; path: pulumi.Input<string> }[];
	pullSecret: pulumi.Input<string> | undefined;
	priorityClass: pulumi.Input<string> | undefined;
	/** Labels of the pods that the spread counts. */
	selector: { [key: string]: pulumi.Input<string> };
	whenUnsatisfiable: pulumi.Input<string>;
}

/**
 * A pod that the restricted Pod Security Standard admits, and stricter where Kubernetes allows it: read-only root, named user and group,
 * requests equal to limits (quality of service "Guaranteed": the last to be evicted), spread over zones and hosts.
 */
export function podSpec(shape: PodShape): inputs.core.v1.PodSpec {
	const identity = { runAsNonRoot: true, runAsUser: shape.user, runAsGroup: shape.user, seccompProfile: { type: "RuntimeDefault" } };
	const amounts = { cpu: shape.cpu, memory: shape.memory, "ephemeral-storage": shape.ephemeralStorage };
	const httpGet = { path: shape.health, port: "http", scheme: "HTTP" };
	const spread = (topologyKey: string) => ({
		topologyKey,
		maxSkew: 1,
		whenUnsatisfiable: shape.whenUnsatisfiable,
		labelSelector: { matchLabels: shape.selector },
		// Each revision is spread by itself, or a rollout would leave the new one where the old one left room.
		matchLabelKeys: ["pod-template-hash"],
		// A node that can take no pod, such as the control plane or one that is down, is no place to spread to.
		nodeTaintsPolicy: "Honor",
	});
	const secrets = shape.secretFiles.map(({ secret, path }, index) => ({ name: `secret-${index}`, secret, path }));
	return {
		serviceAccountName: shape.serviceAccount,
		automountServiceAccountToken: false,
		// Off: it would put the address of every Service of the namespace into the environment.
		enableServiceLinks: false,
		terminationGracePeriodSeconds: 30,
		securityContext: { ...identity, fsGroup: shape.user, fsGroupChangePolicy: "OnRootMismatch" },
		...(shape.pullSecret === undefined ? {} : { imagePullSecrets: [{ name: shape.pullSecret }] }),
		...(shape.priorityClass === undefined ? {} : { priorityClassName: shape.priorityClass }),
		topologySpreadConstraints: [spread("topology.kubernetes.io/zone"), spread("kubernetes.io/hostname")],
		containers: [
			{
				name: "web",
				image: shape.image,
				// A tag can come to mean another image, which then must be fetched; a digest can't.
				imagePullPolicy: pulumi.output(shape.image).apply((image) => (image.includes("@sha256:") ? "IfNotPresent" : "Always")),
				ports: [{ name: "http", containerPort: shape.port, protocol: "TCP" }],
				env: variables(shape.settings),
				resources: { requests: amounts, limits: amounts },
				securityContext: {
					...identity,
					privileged: false,
					allowPrivilegeEscalation: false,
					readOnlyRootFilesystem: true,
					capabilities: { drop: ["ALL"] },
				},
				// Up to 2 minutes to start. After that 15 s of failure take a pod out of service, and only 5 minutes restart it: a restart
				// cures a program that hangs, and makes it worse where what fails is something that all replicas lean on.
				startupProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 24 },
				readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
				livenessProbe: { httpGet, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 10 },
				// Time for gateways to notice that the pod is leaving before it stops answering.
				lifecycle: { preStop: { sleep: { seconds: 5 } } },
				volumeMounts: [{ name: "tmp", mountPath: "/tmp" }, ...secrets.map(({ name, path }) => ({ name, mountPath: path, readOnly: true }))],
			},
		],
		volumes: [
			{ name: "tmp", emptyDir: { sizeLimit: shape.ephemeralStorage } },
			// 0440: the program's group may read, nobody else.
			...secrets.map(({ name, secret }) => ({ name, secret: { secretName: secret, defaultMode: 0o440 } })),
		],
	};
}

/** Sorted, so that the order in which settings are written is never a change. A value that is not known yet hides no other. */
function variables(settings: PodShape["settings"]): pulumi.Input<inputs.core.v1.EnvVar[]> {
	const sorted = (known: { [name: string]: pulumi.Input<string> }) =>
		Object.keys(known)
			.sort()
			.map((name) => ({ name, value: known[name]! }));
	if (pulumi.Output.isInstance(settings) || settings instanceof Promise) return pulumi.output(settings).apply(sorted);
	return sorted(settings);
}
