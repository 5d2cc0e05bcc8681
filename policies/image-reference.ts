import type { Resource } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import type { Placed } from "./pods.ts";
import { eachContainer } from "./pods.ts";
import { remembered } from "./remembered.ts";

/** What an image's name says. */
export interface ImageReference {
	/** Host in lower case, with its port: `registry.town.example:5000`; `docker.io` where none is written. */
	registry: string;
	/** Whether the registry is written. */
	named: boolean;
	/** Name in the registry, `library/` before the one-word names of docker.io. */
	repository: string;
	/** `latest` where neither a tag nor a digest is written. */
	tag: string | undefined;
	digest: string | undefined;
}

/** A first part is a host only if it could be no part of a name. */
const HOST = /^(localhost|[^/]*[.:A-Z][^/]*)\//;
const NAME = /^([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)/;
const TAG = /(?::(\w[\w.-]{0,127}))?/;
const DIGEST = /(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/;
const FORM = new RegExp(NAME.source + TAG.source + DIGEST.source);

/** An image's name read as container runtimes read it; `undefined`: they would refuse it. Source: distribution/reference, regexp.go and normalize.go. */
export const imageReference = remembered((image): ImageReference | undefined => {
	const host = HOST.exec(image)?.[1];
	const [, name, tag, digest] = FORM.exec(host === undefined ? image : image.slice(host.length + 1)) ?? [];
	if (name === undefined || /^[0-9a-f]{64}$/.test(image)) return undefined;
	const registry = registryOf(image);
	const repository = registry === "docker.io" && !name.includes("/") ? `library/${name}` : name;
	return { registry, named: host !== undefined, repository, tag: tag ?? (digest === undefined ? "latest" : undefined), digest };
});

/** Host of an image's registry, with its port; `docker.io` where none is written. */
export function registryOf(image: string): string {
	const host = HOST.exec(image)?.[1]?.toLowerCase() ?? "docker.io";
	return host === "index.docker.io" ? "docker.io" : host;
}

/** Whether an image lies in a place: a host, with or without a port and the beginning of a path; `*.` stands for any host below. */
export function liesIn({ registry, repository }: ImageReference, place: string): boolean {
	const slash = place.indexOf("/");
	const host = (slash < 0 ? place : place.slice(0, slash)).toLowerCase();
	const path = slash < 0 ? "" : place.slice(slash + 1).replace(/\/$/, "");
	const bare = host.includes(":") ? registry : registry.replace(/:\d+$/, "");
	if (host.startsWith("*.") ? !bare.endsWith(host.slice(1)) : bare !== host) return false;
	return path === "" || repository === path || repository.startsWith(`${path}/`);
}

/**
 * Each image that the resource's pods are started from. A name that no runtime reads can't be judged: it is filled in before it is applied. A
 * container that names none is the business of `pod-image-digest`.
 */
export function eachImage(
	resource: Resource,
	context: CheckContext<unknown>,
	body: (reference: ImageReference, placed: Placed, image: string) => void,
): void {
	eachContainer(resource, context, (placed) => {
		const { image } = placed.container;
		if (image === undefined || image === null || image === "") return;
		const reference = imageReference(String(image));
		if (reference === undefined) context.unknown(`${placed.path}/image`, "it is no name of an image");
		else body(reference, placed, String(image));
	});
}
