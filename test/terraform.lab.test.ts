/**
 * A Terraform twin of the project that is vulnerable by design, planned and applied by the real `terraform` with the provider that Pulumi's
 * own stands on: the same faults in plan and state as in the in-process plan, and nothing stays.
 */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readArtefacts } from "../inventory/artefacts.ts";
import type { Inventory } from "../inventory/resource.ts";
import { programsFolder } from "../lab/home.ts";
import { found, planted } from "./goat.ts";
import { called } from "./terraform/twin.ts";

const PROVIDER = "github.com/terraform-provider-openstack/terraform-provider-openstack";
const VERSION = "1.54.1";
const execute = promisify(execFile);
const missing = ["terraform", "go"].filter((program) => spawnSync(program, ["version"]).status !== 0);

let folder: string;
let environment: NodeJS.ProcessEnv;

async function terraform(...parameters: string[]): Promise<string> {
	return (await execute("terraform", parameters, { cwd: folder, env: environment, maxBuffer: 2 ** 26 })).stdout;
}

/** The provider from its Go module, built once; Go checks it against the checksum database. */
function provider(): string {
	const place = join(programsFolder, `terraform-provider-openstack-${VERSION}`);
	const program = join(place, "terraform-provider-openstack");
	if (existsSync(program)) return place;
	const module = join(folder, "provider");
	mkdirSync(module);
	writeFileSync(join(module, "go.mod"), `module provider\n\ngo 1.25\n\nrequire ${PROVIDER} v${VERSION}\n`);
	execFileSync("go", ["build", "-mod=mod", "-o", program, PROVIDER], { cwd: module, stdio: ["ignore", 2, 2] });
	return place;
}

async function read(file: string): Promise<Inventory> {
	const inventory = await readArtefacts([join(folder, file)], { environment: () => Promise.reject(new Error("there is none")) });
	expect([inventory.errors, inventory.partial]).toEqual([[], false]);
	return inventory;
}

/** Where a state of Terraform says more, or less, than a program: it holds what the provider filled in, and of user data a hash. */
const ANSWERED: readonly RegExp[] = [
	/ residency-(region|zone) /, // regions and zones that nobody wrote
	/ web-\d compute-zone-spread /, // the zones that Nova chose
	/ server-careless compute-image-pinned /, // the id of the image beside its name
	/ server-leaky (compute-no-secret-in-user-data|leftover-source-cloud|supplier-\w+) /, // can't be judged from a hash
];

function beside(faults: readonly string[]): string[] {
	return faults.filter((fault) => !ANSWERED.some((answered) => answered.test(fault)));
}

describe.skipIf(missing.length > 0)(`Terraform's twin${missing.length > 0 ? `: skipped, no ${missing.join(", no ")} on PATH` : ""}`, () => {
	beforeAll(async () => {
		const place = join(import.meta.dirname, "../.lab");
		mkdirSync(place, { recursive: true });
		folder = mkdtempSync(join(place, "terraform-"));
		cpSync(join(import.meta.dirname, "terraform/main.tf"), join(folder, "main.tf"));
		const configuration = join(folder, "cli.tfrc");
		const overrides = `dev_overrides {\n    "terraform-provider-openstack/openstack" = ${JSON.stringify(provider())}\n  }`;
		writeFileSync(configuration, `provider_installation {\n  ${overrides}\n  direct {}\n}\n`);
		environment = {
			...process.env,
			TF_CLI_CONFIG_FILE: configuration,
			CHECKPOINT_DISABLE: "1",
			TF_IN_AUTOMATION: "1",
			TF_VAR_bytes: join(folder, "main.tf"),
		};
		await terraform("plan", "-input=false", "-no-color", "-out=plan");
		writeFileSync(join(folder, "plan.json"), await terraform("show", "-json", "plan"));
	});
	afterAll(async () => {
		await terraform("destroy", "-auto-approve", "-input=false", "-no-color");
		rmSync(folder, { recursive: true, force: true });
	});

	test("the plan has the faults that the in-process plan has", async () => {
		expect(found("index.ts", (await read("plan.json")).resources, "plan", called)).toEqual(planted("index.ts", "plan"));
	});

	test("so has the state, as it is stored and as it is shown, but for what the cloud answered", async () => {
		await terraform("apply", "-input=false", "-no-color", "plan");
		writeFileSync(join(folder, "shown.json"), await terraform("show", "-json"));
		for (const file of ["terraform.tfstate", "shown.json"]) {
			expect(beside(found("index.ts", (await read(file)).resources, "state", called))).toEqual(beside(planted("index.ts", "state")));
		}
	});
});
