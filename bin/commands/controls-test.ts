import { relative } from "node:path";
import { EXIT } from "../../errors.ts";
import { controlsAt } from "../../policies/own.ts";
import { faultsOf, told } from "../../policies/self-test.ts";

/** `socle controls test PATH`: what Socle asks of its own controls, asked of an organisation's. Its files are code and are run. */
export async function run(path: string): Promise<number> {
	const controls = await controlsAt(path);
	const tested = controls.map(({ control, file }) => ({ control, file, faults: faultsOf(control, file) }));
	const width = Math.max(...controls.map(({ control }) => control.id.length));
	const lines = tested.flatMap(({ control, file, faults }) => [
		`${control.id.padEnd(width)}  ${faults.length === 0 ? `holds, ${count(told(control).length, "example")}` : count(faults.length, "fault")}${file === undefined ? "" : `  ${relative(".", file)}`}`,
		...faults.map((fault) => `  ${fault}`),
	]);
	const wrong = tested.filter(({ faults }) => faults.length > 0).length;
	lines.push(wrong === 0 ? `${count(tested.length, "control")}, no fault.` : `${wrong} of ${count(tested.length, "control")} at fault.`);
	process.stdout.write(`${lines.join("\n")}\n`);
	return wrong === 0 ? EXIT.ok : EXIT.findings;
}

function count(number: number, thing: string): string {
	return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
