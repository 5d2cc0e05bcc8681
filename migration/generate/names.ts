import { label } from "../applications.ts";

/** Hands out names, each once; the second that would be alike gets a number. */
export class Names {
	private readonly taken = new Set<string>();
	private readonly longest: number;
	constructor(longest: number) {
		this.longest = longest;
	}
	of(text: string): string {
		const base = label(
			text.replace(/^.*?(?=[\w-]+(\[[^\]]*\])?$)/, (before) => (before.length > 30 ? "" : before)),
			this.longest,
		);
		for (let count = 1; ; count++) {
			const name = count === 1 ? base : `${base.slice(0, this.longest - String(count).length - 1)}-${count}`;
			if (this.taken.has(name)) continue;
			this.taken.add(name);
			return name;
		}
	}
}
