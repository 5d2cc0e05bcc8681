import type { Pack } from "./pack.ts";
import { those } from "./pack.ts";

/** What points back to the cloud that was left, and what a move endangers: places, copies, keys, names, images, transfers, the way back out. */
const FAMILIES = new Set([
	"leftover",
	"migration",
	"residency",
	"transfer",
	"supplier",
	"keys",
	"minimised",
	"portability",
	"exit",
	"continuity",
	"restore",
]);
const MOVED = new Set(["compute-image-pinned", "dns-no-dangling-record", "image-source-verified", "object-no-sync", "volume-backup"]);

export const migration: Pack = {
	name: "migration",
	title: "What a service that changed its cloud leaves behind, and what the move endangers.",
	controls: those(({ id, family }) => FAMILIES.has(family) || MOVED.has(id)),
};
