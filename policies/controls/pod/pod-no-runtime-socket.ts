import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, inEveryKind, ofPod } from "../../examples/kubernetes.ts";
import { cisKubernetes, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { eachVolume, overPods } from "../../pods.ts";

/** Where runtimes listen, from their own documentation; `/var/run` is `/run`. */
const SOCKETS = [
	"/run/docker.sock",
	"/run/docker/containerd/containerd.sock",
	"/run/containerd/containerd.sock",
	"/run/k3s/containerd/containerd.sock",
	"/run/dockershim.sock",
	"/run/cri-dockerd.sock",
	"/run/crio/crio.sock",
	"/run/podman/podman.sock",
	"/run/rkt/rkt.sock",
];
const PIPES = /^(?:[\\/]{2}\.[\\/]pipe[\\/]|npipe:\/\/.*pipe\/)(?:docker_engine|containerd-containerd|cri-dockerd)/i;
const containers = [container()];
const at = (path: unknown) => ({ containers, volumes: [{ name: "socket", hostPath: { path: path as string } }] });

const control: Control = {
	...overPods,
	id: "pod-no-runtime-socket",
	severity: "critical",
	title: "No pod reaches the container runtime",
	rationale:
		"Through the runtime's socket a pod starts any container on the node, privileged ones too: it owns the node and all that runs there.",
	remediation: "Remove the volume; build images without the node's runtime, and take metrics and logs from the kubelet.",
	references: [partial(cisKubernetes["5.2.12"]), partial(secnumcloud["9.7"]), partial(gdpr["32(1)(b)"])],
	check(subject, context) {
		eachVolume(subject, context, (volume, path, called) => {
			const source = (volume["hostPath"] as { path?: string } | null | undefined)?.path;
			if (source === undefined || source === null) return;
			const place = String(source)
				.replace(/\/+/g, "/")
				.replace(/^\/var\/run(?=\/|$)/, "/run")
				.replace(/(?<=.)\/$/, "");
			const socket = PIPES.test(String(source))
				? place
				: SOCKETS.find((each) => each === place || each.startsWith(place === "/" ? "/" : `${place}/`));
			if (socket === undefined) return;
			const what = socket === place ? "is the socket of the container runtime" : `holds the socket of the container runtime (${socket})`;
			context.report({ path: `${path}/hostPath/path`, message: `The ${called}, ${source} of the node, ${what}.` });
		});
	},
	examples: {
		pass: [
			...inEveryKind("no volume", { containers }),
			...["/var/log", "/run/containerd-fuse", "/run/docker.sock.d", "/var", "/data/run/docker.sock", "run"].map((path) =>
				ofPod(path, at(path)),
			),
			ofPod("no path", {
				containers,
				volumes: [
					{ name: "tmp", hostPath: null },
					{ name: "data", hostPath: {} },
					{ name: "more", emptyDir: {} },
				],
			}),
		],
		fail: [
			...inEveryKind("Docker's", at("/var/run/docker.sock")),
			...SOCKETS.map((path) => ofPod(path, at(path), { says: "is the socket" })),
			...["/", "/run", "/var/run/", "/run/containerd", "//run//k3s"].map((path) => ofPod(path, at(path), { says: "holds the socket" })),
			...["\\\\.\\pipe\\docker_engine", "//./pipe/containerd-containerd", "npipe:////./pipe/cri-dockerd"].map((path) =>
				ofPod(path, at(path), { says: "is the socket" }),
			),
		],
		unknown: [ofPod("not known", at(new Unknown()))],
	},
};
export default control;
