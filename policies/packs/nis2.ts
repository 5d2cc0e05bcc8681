import type { Pack } from "./pack.ts";
import { speaksFor, those } from "./pack.ts";

export const nis2: Pack = {
	name: "nis2",
	title: "Controls that support measures of article 21 of Directive (EU) 2022/2555, NIS2.",
	controls: those(speaksFor("NIS2")),
};
