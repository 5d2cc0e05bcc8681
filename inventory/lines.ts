/** Lines and columns of a text, both from 1, by offset. */
export class Lines {
	private readonly starts: number[] = [0];

	constructor(text: string) {
		for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
	}

	at(offset: number): { line: number; column: number } {
		let [low, high] = [0, this.starts.length];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((this.starts[middle] as number) <= offset) low = middle;
			else high = middle;
		}
		return { line: low + 1, column: offset - (this.starts[low] as number) + 1 };
	}
}
