import type { Pack } from "./pack.ts";
import { those } from "./pack.ts";

export const bestPractice: Pack = {
	name: "best-practice",
	title: "What a careful operator does beyond the baseline: all controls of severity low.",
	controls: those(({ severity }) => severity === "low"),
};
