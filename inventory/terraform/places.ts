import type { Artefact } from "../artefacts.ts";
import { jsonPlaces } from "../json-places.ts";
import { Lines } from "../lines.ts";
import type { Resource, Text } from "../resource.ts";
import type { Located } from "./resources.ts";

/** Gives resources the lines that they stand in: found in one look through the text, nothing of which is kept. */
export function located(resources: readonly Located[], { path: file, text }: Artefact): Resource[] {
	// A file in one line, as programs write it, has no line to name.
	if (!text.trimEnd().includes("\n"))
		return resources.map(({ pointer: _, ...resource }) => ({ ...resource, locations: [{ file, line: 1, role: "source" }] }));
	let lines: Lines | undefined;
	const place = (offset: number): { file: string; line: number; column: number } => {
		lines ??= new Lines(text);
		return { file, ...lines.at(offset) };
	};
	const written: Text = {
		locate: (pointers) => new Map([...jsonPlaces(text, pointers)].map(([pointer, offset]) => [pointer, place(offset)])),
	};
	const starts = jsonPlaces(
		text,
		resources.map(({ pointer }) => entryOf(pointer(""))),
	);
	return resources.map(({ pointer, ...resource }) => {
		const entry = entryOf(pointer(""));
		const location = { ...place(starts.get(entry) ?? 0), role: "source" as const };
		return { ...resource, locations: [location], written: { text: written, pointer: (path) => (path === "" ? entry : pointer(path)) } };
	});
}

/** The entry of a resource, without the way to what it holds. */
function entryOf(pointer: string): string {
	return pointer.replace(/\/(change\/after|values|attributes)(\/manifest|\/yaml_body)?$/, "");
}
