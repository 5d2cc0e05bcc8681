import { EXIT } from "../../errors.ts";
import type { LifeFlags } from "../life.ts";
import { openedLayers } from "../life.ts";
import { planAt } from "../planned.ts";

/** `socle outputs`: what the layers give out: addresses, names, buckets. Secrets read `[secret]`. */
export async function run(path: string | undefined, flags: LifeFlags & { format: "text" | "json" }): Promise<number> {
	const planned = await planAt(path, flags);
	return openedLayers(planned, flags, async (layers) => {
		const all: Record<string, Record<string, unknown>> = {};
		for (const { name, stack } of layers) all[name] = await stack.outputs();
		if (flags.format === "json") process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
		else
			process.stdout.write(
				lines(all)
					.map((line) => `${line}\n`)
					.join(""),
			);
		return EXIT.ok;
	});
}

/** `foundation.network.cidr  10.20.0.0/16`, a line each. */
function lines(all: object): string[] {
	const rows: [string, string][] = [];
	const walk = (value: unknown, key: string): void => {
		if (typeof value === "object" && value !== null)
			for (const [name, leaf] of Object.entries(value)) walk(leaf, key === "" ? name : `${key}.${name}`);
		else rows.push([key, String(value)]);
	};
	walk(all, "");
	const width = Math.max(0, ...rows.map(([key]) => key.length));
	return rows.map(([key, value]) => `${key.padEnd(width)}  ${value}`);
}
