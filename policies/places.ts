import type { Location, Resource, Text } from "../inventory/resource.ts";
import type { Result } from "../reports/report.ts";
import type { Problem } from "./control.ts";
import type { Index } from "./joins.ts";

/** For each problem the deepest place that holds it, and the deepest place of the cause. */
export function places({ locations }: Resource, problems: readonly Problem[]): Pick<Result, "locations" | "cause"> {
	if (locations.length === 0) return { locations: [] };
	const paths = problems.length > 0 ? problems.map(({ path }) => path) : [""];
	const sources = new Set<Location>();
	for (const path of paths) {
		const place = deepest(locations, path, (role) => role !== "cause");
		if (place !== undefined) sources.add(place);
	}
	const cause = deepest(locations, paths[0] ?? "", (role) => role === "cause");
	return {
		locations: [...sources].map(({ file, line, column, path }) => ({
			file,
			line,
			...(column === undefined ? {} : { column }),
			...(path === undefined ? {} : { path }),
		})),
		...(cause === undefined
			? {}
			: {
					cause: {
						file: cause.file,
						line: cause.line,
						...(cause.column === undefined ? {} : { column: cause.column }),
						...(cause.key === undefined ? {} : { key: cause.key }),
					},
				}),
	};
}

/** Gives findings of resources that were read from a text the lines of their paths. Each text is looked through once. */
export function sharpen(results: readonly Result[], all: Pick<Index, "byId">): void {
	const named = new Map<Text, { result: Result; places: { path: string; pointer: string }[] }[]>();
	for (const result of results) {
		if (result.verdict !== "fail" && result.verdict !== "unknown") continue;
		const written = all.byId(result.resource.id)?.written;
		if (written === undefined) continue;
		const places = result.paths.map((path) => ({ path, pointer: written.pointer(path) }));
		const list = named.get(written.text);
		if (list === undefined) named.set(written.text, [{ result, places }]);
		else list.push({ result, places });
	}
	for (const [text, list] of named) {
		const found = text.locate(new Set(list.flatMap(({ places }) => places.map(({ pointer }) => pointer))));
		for (const { result, places } of list) {
			const located = places.flatMap(({ path, pointer }) => {
				const place = found.get(pointer);
				return place === undefined ? [] : [path === "" ? place : { ...place, path }];
			});
			if (located.length > 0) result.locations = located;
		}
	}
}

function deepest(locations: readonly Location[], path: string, wanted: (role: Location["role"]) => boolean): Location | undefined {
	let found: Location | undefined;
	for (const location of locations) {
		const at = location.path ?? "";
		if (!wanted(location.role) || (at !== "" && path !== at && !path.startsWith(`${at}/`))) continue;
		if (found === undefined || at.length > (found.path ?? "").length) found = location;
	}
	return found;
}
