/** Wanted JSON pointers as a tree, so that a text is looked through once for all of them. */
export interface Wanted {
	/** Pointers that end here. */
	pointers: string[];
	children: Map<string, Wanted>;
}

export function wantedTree(pointers: Iterable<string>): Wanted {
	const root: Wanted = { pointers: [], children: new Map() };
	for (const pointer of pointers) {
		let node = root;
		for (const token of pointer === "" ? [] : pointer.slice(1).split("/")) {
			const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
			let child = node.children.get(key);
			if (child === undefined) {
				child = { pointers: [], children: new Map() };
				node.children.set(key, child);
			}
			node = child;
		}
		node.pointers.push(pointer);
	}
	return root;
}

/** Gives `place` to every pointer at or below a node; a deeper place that is found afterwards takes its own. */
export function settle<P>(node: Wanted, place: P, found: Map<string, P>): void {
	for (const pointer of node.pointers) found.set(pointer, place);
	for (const child of node.children.values()) settle(child, place, found);
}
