import type { Pack } from "./pack.ts";
import { speaksFor, those } from "./pack.ts";

export const secnumcloud: Pack = {
	name: "secnumcloud",
	title: "Controls that support chapters of ANSSI's SecNumCloud 3.2, which qualifies a provider and not its customers.",
	controls: those(speaksFor("SecNumCloud 3.2")),
};
