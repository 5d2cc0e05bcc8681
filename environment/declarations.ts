import type { Location, Properties, Resource, Value } from "../inventory/resource.ts";
import type { Reading } from "./read.ts";

/**
 * What the environment file declares, as resources, so that controls about declarations have a subject: one `socle/v1/Environment` and one
 * `socle/v1/Service` for each service. Properties carry the file's own names; durations, sizes and ranges are texts as written.
 */
export function declarations({ environment, file, positions }: Pick<Reading, "environment" | "file" | "positions">): Resource[] {
	const { services, ...rest } = environment;
	const id = `${environment.name}.${environment.stack}`;
	const declared = (resource: Omit<Resource, "properties" | "locations" | "dependsOn">, value: unknown, key: string): Resource => {
		const properties = textual(value) as Properties;
		const place = (at: string): Pick<Location, "file" | "line" | "column"> => ({ file, ...positions(at) });
		const causes = [...leaves(properties)].map(({ pointer, keys }): Location => {
			const at = [...(key === "" ? [] : [key]), ...keys].join(".");
			return { ...place(at), key: at, path: pointer, role: "cause" };
		});
		const root = key === "" ? "name" : key;
		return {
			...resource,
			properties,
			dependsOn: [],
			locations: [{ ...place(root), role: "source" }, { ...place(root), key: root, role: "cause" }, ...causes],
		};
	};
	return [
		declared({ id, type: "socle/v1/Environment", name: environment.name }, rest, ""),
		...Object.entries(services).map(([name, service]) =>
			declared({ id: `${id}/${name}`, type: "socle/v1/Service", name, service: name, parent: id }, service, `services.${name}`),
		),
	];
}

/** Quantities and ranges back to their texts, keys without a value left out. */
function textual(value: unknown): Value {
	if (Array.isArray(value)) return value.map(textual);
	if (typeof value !== "object" || value === null) return value as Value;
	if ("text" in value && typeof value.text === "string") return value.text;
	return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, textual(inner)]])));
}

function* leaves(value: Value, keys: readonly string[] = []): Generator<{ pointer: string; keys: readonly string[] }> {
	if (typeof value !== "object" || value === null)
		yield { pointer: keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""), keys };
	else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...keys, key]);
}
