import { writeFileSync } from "node:fs";
import { mappings } from "../facts/mappings/mappings.ts";
import { asMarkdown } from "./mappings-text.ts";

/** Writes `docs/mappings.md`; a test says when that was forgotten. */
writeFileSync(new URL("../docs/mappings.md", import.meta.url), `${asMarkdown(mappings()).trimEnd()}\n`);
