import type { Pack } from "./pack.ts";
import { speaksFor, those } from "./pack.ts";

export const gdpr: Pack = {
	name: "gdpr",
	title: "Controls that support articles of Regulation (EU) 2016/679, the GDPR.",
	controls: those(speaksFor("GDPR")),
};
