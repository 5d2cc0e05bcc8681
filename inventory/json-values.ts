/** Values of JSON that stand one after the other, as `kubectl get -o json` run several times writes them. */
export function* jsonValues(text: string): Generator<{ offset: number; source: string; valid: boolean }> {
	const token = /["{}[\]]/g;
	let start = text.search(/\S/);
	while (start >= 0 && start < text.length) {
		const end = endOf(text, start, token);
		const source = text.slice(start, end);
		yield { offset: start, source, valid: isJson(source) };
		const next = text.slice(end).search(/[^\s,]/);
		start = next < 0 ? -1 : end + next;
	}
}

/** Behind the value that begins at `start`: where its brackets are closed, or the end of the text. */
function endOf(text: string, start: number, token: RegExp): number {
	let depth = 0;
	token.lastIndex = start;
	for (let match = token.exec(text); match !== null; match = token.exec(text)) {
		if (match[0] === '"') {
			for (let at = match.index + 1; ; at++) {
				if (at >= text.length) return text.length;
				if (text[at] === "\\") at++;
				else if (text[at] === '"') {
					token.lastIndex = at + 1;
					break;
				}
			}
		} else if (match[0] === "{" || match[0] === "[") depth++;
		else depth--;
		if (depth <= 0) return token.lastIndex;
	}
	return text.length;
}

function isJson(source: string): boolean {
	try {
		JSON.parse(source);
		return true;
	} catch {
		return false;
	}
}
