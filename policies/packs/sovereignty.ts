import { sovereignty as section } from "../catalogue/sovereignty.ts";
import type { Pack } from "./pack.ts";

export const sovereignty: Pack = {
	name: "sovereignty",
	title: "Where data lies, under whose law those stand on whom the service depends, and what is declared of the processing.",
	controls: section.map((control) => ({ control })),
};
