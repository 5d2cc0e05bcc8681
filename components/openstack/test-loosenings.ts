import type { Loosening } from "../test-loosening.ts";
import { ObjectStore } from "./object-store.ts";
import { least } from "./test-data.ts";

/** What loosens a component for OpenStack, and which controls see it. */
export const loosenings: readonly Loosening[] = [
	{
		of: "ObjectStore.versioning",
		closed: () => new ObjectStore("files", least.store),
		open: () => new ObjectStore("files", { ...least.store, versioning: "off" }),
		fails: ["object-versioning"],
	},
];
