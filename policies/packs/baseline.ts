import type { Pack } from "./pack.ts";
import { those } from "./pack.ts";

export const baseline: Pack = {
	name: "baseline",
	title: "What every public service should meet: all controls of severity critical, high and medium.",
	controls: those(({ severity }) => severity !== "low"),
};
