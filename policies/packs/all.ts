import type { Pack } from "./pack.ts";
import { those } from "./pack.ts";

export const all: Pack = { name: "all", title: "Every control of the catalogue.", controls: those(() => true) };
