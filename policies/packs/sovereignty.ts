import type { Pack } from "./pack.ts";
import { those } from "./pack.ts";

const FAMILIES = new Set(["residency", "supplier"]);

export const sovereignty: Pack = {
	name: "sovereignty",
	title: "Where data lies, and under whose law those stand on whom the service depends.",
	controls: those(({ family }) => FAMILIES.has(family)),
};
