/** What the real `terraform` planned for the twin of the vulnerable example (`terraform/main.tf`) on the lab; `terraform.lab.test.ts` plans it anew. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { readArtefacts } from "../inventory/artefacts.ts";
import { found, planted } from "./goat.ts";
import { called } from "./terraform/twin.ts";

test("a plan of Terraform has the faults that the in-process plan of the same example has, and no other", async () => {
	const plan = join(import.meta.dirname, "terraform/plan.json");
	const { resources, inputs, errors, notVisible, partial } = await readArtefacts([plan], {
		environment: () => Promise.reject(new Error("there is none")),
	});
	expect({ inputs, errors, notVisible, partial }).toMatchObject({
		inputs: [{ kind: "terraform-plan", resources: 63 }],
		errors: [],
		notVisible: [],
		partial: false,
	});
	expect(found("index.ts", resources, "plan", called)).toEqual(planted("index.ts", "plan"));
});
