import { catalogue } from "../catalogue.ts";
import type { AnyControl } from "../control.ts";

/** A named choice of controls, each with parameters where the pack wants other than the defaults. */
export interface Pack {
	name: string;
	/** What it is for, in a line. */
	title: string;
	controls: readonly PackEntry[];
}
export interface PackEntry {
	control: AnyControl;
	parameters?: Readonly<Record<string, unknown>>;
}

/** The catalogue's controls for which `chosen` holds, with their defaults. */
export function those(chosen: (control: AnyControl) => boolean): PackEntry[] {
	return catalogue.filter(chosen).map((control) => ({ control }));
}

/** Whether a control speaks for a framework. */
export function speaksFor(framework: string): (control: AnyControl) => boolean {
	return ({ references }) => references.some((reference) => reference.framework === framework);
}
