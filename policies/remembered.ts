/** A function of a text that answers a text it has seen without asking again: replicas share their texts. It forgets all after `most`. */
export function remembered<T>(answer: (text: string) => T, most = 5000): (text: string) => T {
	const answers = new Map<string, T>();
	return (text) => {
		if (!answers.has(text)) {
			if (answers.size >= most) answers.clear();
			answers.set(text, answer(text));
		}
		return answers.get(text) as T;
	};
}
