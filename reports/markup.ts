import { visible } from "./subject.ts";

/** Text that is HTML already. Only `markup` makes one, so nothing else reaches a page without being escaped. */
export class Markup {
	readonly #text: string;
	private constructor(text: string) {
		this.#text = text;
	}
	static of(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
		return new Markup(strings.map((string, index) => string + (index < values.length ? asMarkup(values[index]) : "")).join(""));
	}
	toString(): string {
		return this.#text;
	}
}

export type Content = Markup | string | number | undefined | false | readonly Content[];

/** A template whose values are escaped, for text and for quoted attributes. Lists are joined; `undefined` and `false` leave nothing. */
export const markup = Markup.of;

/** A sentence of a control or an input, with its line breaks; what stands between backticks is code. */
export function prose(text: string): Markup {
	const parts = text.split(/`([^`\n]+)`/);
	return markup`<bdi class="prose">${parts.map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : part))}</bdi>`;
}

function asMarkup(content: Content): string {
	if (content === undefined || content === false) return "";
	if (typeof content === "number") return String(content);
	if (typeof content === "string") return escaped(content);
	return content instanceof Markup ? content.toString() : content.map(asMarkup).join("");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
	return text
		.split("\n")
		.map(visible)
		.join("\n")
		.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
