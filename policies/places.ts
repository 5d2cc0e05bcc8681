import type { Location, Resource } from "../inventory/resource.ts";
import type { Result } from "../reports/report.ts";
import type { Problem } from "./control.ts";

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

function deepest(locations: readonly Location[], path: string, wanted: (role: Location["role"]) => boolean): Location | undefined {
	let found: Location | undefined;
	for (const location of locations) {
		const at = location.path ?? "";
		if (!wanted(location.role) || (at !== "" && path !== at && !path.startsWith(`${at}/`))) continue;
		if (found === undefined || at.length > (found.path ?? "").length) found = location;
	}
	return found;
}
