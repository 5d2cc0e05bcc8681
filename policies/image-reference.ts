import { remembered } from "./remembered.ts";

/** What an image's name says. */
export interface ImageReference {
	/** Host in lower case, with its port: `registry.town.example:5000`; `docker.io` where none is written. */
	registry: string;
	/** Name in the registry, `library/` before the one-word names of docker.io. */
	repository: string;
	/** `latest` where neither a tag nor a digest is written. */
	tag: string | undefined;
	digest: string | undefined;
}

const FORM = new RegExp(
	[
		// A host is one only if it could not be part of a name.
		/^(?:(?<registry>localhost|[^/]*[.:A-Z][^/]*)\/)?/,
		/(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)/,
		/(?::(?<tag>\w[\w.-]{0,127}))?/,
		/(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/,
	]
		.map(({ source }) => source)
		.join(""),
);

/** An image's name read as container runtimes read it; `undefined`: they would refuse it. Source: distribution/reference, regexp.go and normalize.go. */
export const imageReference = remembered((image): ImageReference | undefined => {
	const { registry = "docker.io", repository = "", tag, digest } = FORM.exec(image)?.groups ?? {};
	if (repository === "" || /^[0-9a-f]{64}$/.test(image)) return undefined;
	const host = registry.toLowerCase() === "index.docker.io" ? "docker.io" : registry.toLowerCase();
	const official = host === "docker.io" && !repository.includes("/");
	return {
		registry: host,
		repository: official ? `library/${repository}` : repository,
		tag: tag ?? (digest === undefined ? "latest" : undefined),
		digest,
	};
});

/** Host of an image's registry, with its port; `docker.io` where none is written. */
export function registryOf(image: string): string {
	return /^(localhost|[^/]*[.:A-Z][^/]*)\//.exec(image)?.[1]?.toLowerCase() ?? "docker.io";
}
