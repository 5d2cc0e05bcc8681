import type { Artefact } from "./artefacts.ts";
import { jsonPlaces } from "./json-places.ts";
import { Lines } from "./lines.ts";
import type { Resource, Text } from "./resource.ts";

/** A resource with its place in a JSON file. */
export interface Located extends Resource {
	/** JSON pointer of its entry in the file. */
	entry: string;
	/** JSON pointer into the file for one into the properties. */
	pointer(path: string): string;
}

/** Gives resources the lines that they stand in: found in one look through the text, nothing of which is kept. */
export function located(resources: readonly Located[], { path: file, text }: Artefact): Resource[] {
	const place = text.trimEnd().includes("\n") ? byOffset(text, file) : undefined;
	if (place === undefined) {
		// A file in one line, as programs write it, has no line to name.
		return resources.map(({ entry: _entry, pointer: _pointer, ...resource }) => ({
			...resource,
			locations: [{ file, line: 1, role: "source" }],
		}));
	}
	const written: Text = {
		locate: (pointers) => new Map([...jsonPlaces(text, pointers)].map(([pointer, offset]) => [pointer, place(offset)])),
	};
	const starts = jsonPlaces(
		text,
		resources.map(({ entry }) => entry),
	);
	return resources.map(({ entry, pointer, ...resource }) => ({
		...resource,
		locations: [{ ...place(starts.get(entry) ?? 0), role: "source" }],
		written: { text: written, pointer: (path) => (path === "" ? entry : pointer(path)) },
	}));
}

function byOffset(text: string, file: string): (offset: number) => { file: string; line: number; column: number } {
	let lines: Lines | undefined;
	return (offset) => {
		lines ??= new Lines(text);
		return { file, ...lines.at(offset) };
	};
}
