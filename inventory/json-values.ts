/** One value of JSON in a text that may hold several. */
export interface JsonValue {
	offset: number;
	source: string;
	value: unknown;
	/** What makes it unfit: no JSON at all, a key that stands twice, or more than `deepest` levels. */
	problem?: { offset: number; message: string };
}

const SPACE = /[\s,]*/y;
const TOKEN = /["{}[\]]/g;

/** Values of JSON that stand one after the other, as several runs of `kubectl get -o json` write them into a file. */
export function* jsonValues(text: string, deepest: number): Generator<JsonValue> {
	for (let offset = skipped(text, 0); offset < text.length; ) {
		const { end, problem } = scanned(text, offset, deepest);
		const source = text.slice(offset, end);
		const shifted = problem === undefined ? undefined : { ...problem, offset: problem.offset - offset };
		yield shifted?.fatal ? { offset, source, value: undefined, problem: shifted } : { offset, source, ...parsed(source, shifted) };
		offset = skipped(text, end);
	}
}

function skipped(text: string, from: number): number {
	SPACE.lastIndex = from;
	SPACE.test(text);
	return SPACE.lastIndex;
}

function parsed(source: string, problem: JsonValue["problem"]): Pick<JsonValue, "value" | "problem"> {
	try {
		return { value: JSON.parse(source), ...(problem !== undefined && { problem }) };
	} catch (error) {
		const position = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
		return { value: undefined, problem: { offset: position, message: "it is not JSON." } };
	}
}

/** Behind the value that begins at `start`, where its brackets are closed, and what `JSON.parse` does not mind in it. */
function scanned(
	text: string,
	start: number,
	deepest: number,
): { end: number; problem?: { offset: number; message: string; fatal?: boolean } } {
	/** Keys of each open object; nothing for a list. */
	const open: (Set<string> | undefined)[] = [];
	let problem: { offset: number; message: string; fatal?: boolean } | undefined;
	TOKEN.lastIndex = start;
	for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
		const [token] = match;
		if (token === "{") open.push(new Set());
		else if (token === "[") open.push(undefined);
		else if (token !== '"') open.pop();
		else {
			TOKEN.lastIndex = behindString(text, match.index);
			const keys = open.at(-1);
			if (keys !== undefined && isKey(text, TOKEN.lastIndex)) {
				const key = text.slice(match.index, TOKEN.lastIndex);
				if (keys.has(key)) problem ??= { offset: match.index, message: "a key stands twice in the same object, which Kubernetes refuses." };
				keys.add(key);
			}
		}
		if (open.length > deepest)
			problem = {
				offset: match.index,
				message: `it is nested more than ${deepest} levels deep, which no object of Kubernetes is.`,
				fatal: true,
			};
		if (open.length === 0) return { end: TOKEN.lastIndex, ...(problem !== undefined && { problem }) };
	}
	return { end: text.length, ...(problem !== undefined && { problem }) };
}

/** Behind the string that begins with the quote at `start`; the end of the text where it is not closed. */
function behindString(text: string, start: number): number {
	for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
		let before = at;
		while (text[before - 1] === "\\") before--;
		if ((at - before) % 2 === 0) return at + 1;
	}
	return text.length;
}

function isKey(text: string, behind: number): boolean {
	let at = behind;
	while (text[at] === " " || text[at] === "\n" || text[at] === "\t" || text[at] === "\r") at++;
	return text[at] === ":";
}
