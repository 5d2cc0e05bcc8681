import { items } from "./guard.ts";
import type { PodSet } from "./pod-sets.ts";
import type { Container } from "./pods.ts";
import { podSpecAt } from "./pods.ts";

export interface ContainerPort {
	name?: string | null;
	containerPort?: number;
	protocol?: string | null;
}
type WithPorts = Container & { restartPolicy?: string | null; ports?: readonly ContainerPort[] | null };

/** Ports that containers of the pods declare, those of sidecars too: init containers that go on running. */
export function portsOfPods({ resource, path }: PodSet): readonly ContainerPort[] {
	const spec = podSpecAt(resource, path);
	const read = (key: "containers" | "initContainers"): readonly ContainerPort[] =>
		(items(spec[key], resource, `${path}/${key}`) as readonly WithPorts[]).flatMap((container, index) =>
			key === "containers" || container.restartPolicy === "Always" ? items(container.ports, resource, `${path}/${key}/${index}/ports`) : [],
		);
	return [...read("containers"), ...read("initContainers")];
}
