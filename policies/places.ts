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
	const texts = new Map<Text, Result[]>();
	for (const result of results) {
		if (result.verdict !== "fail" && result.verdict !== "unknown") continue;
		const text = all.byId(result.resource.id)?.written?.text;
		if (text === undefined) continue;
		const list = texts.get(text);
		if (list === undefined) texts.set(text, [result]);
		else list.push(result);
	}
	for (const [text, list] of texts) {
		const pointersOf = (result: Result): string[] => {
			const written = all.byId(result.resource.id)?.written;
			return result.paths.map((path) => written?.pointer(path) ?? path);
		};
		const found = text.locate(new Set(list.flatMap(pointersOf)));
		for (const result of list) {
			const located = pointersOf(result).flatMap((pointer, index) => {
				const place = found.get(pointer);
				const path = result.paths[index];
				return place === undefined ? [] : [path === undefined || path === "" ? place : { ...place, path }];
			});
			if (located.length > 0) result.locations = [...located, ...elsewhere(all.byId(result.resource.id)?.locations ?? [], located)];
		}
	}
}

/** An object that was seen in several files is to be mended in each. */
function elsewhere(locations: readonly Location[], located: readonly { file: string }[]): Result["locations"] {
	const others = locations.filter(
		({ role, path, file }) => role !== "cause" && path === undefined && !located.some((place) => place.file === file),
	);
	return others.map(({ file, line, column }) => ({ file, line, ...(column !== undefined && { column }) }));
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
