/** Judges the examples of controls with one change after the other switched on: the other half of `mutate.js`, in a process of its own. */

import { basename, join } from "node:path";
import { text } from "node:stream/consumers";

const [, , tree = ""] = process.argv;
const { mutants, ids, share, workers } = JSON.parse(await text(process.stdin));
const { catalogue } = await import(join(tree, "policies/catalogue.ts"));
const { hidingFaults, referenceFaults, shapeFaults, told, verdictFaults } = await import(join(tree, "policies/self-test.ts"));
/** Where instrumented code looks which change is switched on; what runs for ever is ended after so many steps. */
globalThis.__stryker__ ??= {};
const switches = globalThis.__stryker__;
const LONGEST = 5_000_000;

const controls = new Map(catalogue.map((control) => [control.id, control]));
const chosen = ids.map((id) => controls.get(id)).filter((control) => control !== undefined);

function notices(control) {
	const examples = told(control);
	return (
		[verdictFaults, hidingFaults, referenceFaults].some((faults) => examples.some((example) => faults(control, example).length > 0)) ||
		shapeFaults(control).length > 0
	);
}

const results = mutants
	.filter((_, index) => index % workers === share)
	.map((mutant) => {
		const own = controls.get(basename(mutant.file, ".ts"));
		Object.assign(switches, { activeMutant: mutant.id, hitCount: 0, hitLimit: LONGEST });
		let caught = false;
		try {
			caught = (own === undefined ? chosen : [own]).some(notices);
		} catch {
			caught = true;
		}
		switches.activeMutant = undefined;
		return { ...mutant, caught };
	});
process.stdout.write(JSON.stringify(results));
