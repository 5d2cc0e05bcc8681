import { defineConfig } from "vitest/config";

/** Hermetic by default; `npm run test:lab` sets SOCLE_TESTS=lab and drives the real engine and clouds. */
const lab = process.env["SOCLE_TESTS"] === "lab";

export default defineConfig({
	test: {
		include: lab ? ["**/*.lab.test.ts"] : ["**/*.test.ts"],
		exclude: ["**/node_modules/**", "dist/**", ".lab/**", "engine/source/**", ...(lab ? [] : ["**/*.lab.test.ts"])],
		// Plans run in storage of their own, so files can share modules: 20 times faster with the Pulumi SDK.
		isolate: false,
		pool: "threads",
		...(lab ? { fileParallelism: false, testTimeout: 900_000, hookTimeout: 900_000 } : { testTimeout: 30_000 }),
	},
});
