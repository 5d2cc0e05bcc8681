/** Adds up what vitest wrote, and prints the line that closes a run: `N passed, N failed`. Steps that failed before their tests count as failed. */
import { existsSync, readFileSync } from "node:fs";

const [steps = "0", ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of files.filter((name) => existsSync(name))) {
	const report = JSON.parse(readFileSync(file, "utf8"));
	passed += report.numPassedTests;
	failed +=
		report.numFailedTests +
		report.testResults.filter((result) => result.status === "failed" && result.assertionResults.length === 0).length;
}
if (failed === 0) failed = Number(steps);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
