/** What a property opens, and who sees it. */
export interface Loosening {
	/** `Component.property`, as the catalogue of components marks it: its docstring says "loosening". */
	of: string;
	/** The component as it is by default, then with the property used. */
	closed: () => unknown;
	open: () => unknown;
	/** The controls that fail then and did not before: exactly these. */
	fails: readonly string[];
}
