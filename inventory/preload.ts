/** Loaded before a user's program in its own process: mends that program's copy of the SDK. Where it can't, the program runs as it would. */
import { pathToFileURL } from "node:url";
import { mendSdk } from "./pulumi-sdk.ts";

try {
	mendSdk(pathToFileURL(`${process.env["SOCLE_PROGRAM_DIRECTORY"] ?? process.cwd()}/`).href);
} catch {
	// Another SDK version, or none: only speed is lost.
}
