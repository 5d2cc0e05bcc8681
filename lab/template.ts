/**
 * Fills a configuration template. `@name@` becomes the value of that name; a line `@include BLOCK key=value ...` becomes
 * the block of that name, filled with the same values and these.
 *
 * @throws Error when a value or block does not exist: a template of the lab is wrong, which no user can mend.
 */
export function fill(
	template: string,
	values: Readonly<Record<string, string | number>>,
	blocks: Readonly<Record<string, string>> = {},
): string {
	const lines = template.split("\n").map((line) => {
		const filled = line.replace(/@([a-z][\w.]*)@/g, (_, name: string) => {
			const value = values[name];
			if (value === undefined) throw new Error(`template: no value for @${name}@ in "${line}"`);
			return String(value);
		});
		const [directive, name = "", ...pairs] = filled.split(" ");
		if (directive !== "@include") return filled;
		const block = blocks[name];
		if (block === undefined) throw new Error(`template: no block ${name}`);
		return fill(block, { ...values, ...Object.fromEntries(pairs.map((pair) => pair.split("=", 2))) }, blocks).replace(/\n$/, "");
	});
	return lines.join("\n");
}
