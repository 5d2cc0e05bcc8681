/** Assesses a made-up state of so many resources, and prints how long it took and what the process held at most. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assess } from "../migration/assess.ts";
import { readInputs } from "../migration/inputs/inputs.ts";

const count = Number(process.argv[2]);
const TYPES: readonly (readonly [string, (index: number) => object])[] = [
	[
		"aws_instance",
		(index) => ({ id: `i-${index}0000000`, instance_type: "m5.large", vpc_security_group_ids: [`sg-${index % 200}0000000`] }),
	],
	["aws_ebs_volume", (index) => ({ id: `vol-${index}0000000`, size: 100, availability_zone: "eu-west-3a" })],
	["aws_security_group", (index) => ({ id: `sg-${index}0000000`, name: `group-${index}` })],
	["aws_iam_role_policy", (index) => ({ id: `role-${index}:policy`, policy: "{}" })],
	["aws_s3_bucket", (index) => ({ id: `bucket-${index}`, bucket: `bucket-${index}` })],
];
const resources = Array.from({ length: count }, (_, index) => {
	const [type, attributes] = TYPES[index % TYPES.length]!;
	return {
		module: `module.app${index % 40}`,
		mode: "managed",
		type,
		name: `r${index}`,
		provider: 'provider["registry.terraform.io/hashicorp/aws"]',
		instances: [{ schema_version: 0, attributes: attributes(index) }],
	};
});
const place = mkdtempSync(join(tmpdir(), "socle-bench-"));
const file = join(place, "big.tfstate");
writeFileSync(file, JSON.stringify({ version: 4, terraform_version: "1.9.0", serial: 1, lineage: "x", outputs: {}, resources }));
resources.length = 0;

const start = performance.now();
const { estate, portfolio } = await readInputs([file]);
const { assessment } = assess(estate, portfolio, ["sovereignty", "gdpr"]);
const seconds = (performance.now() - start) / 1000;
rmSync(place, { recursive: true });
if (assessment.summary.resources !== count) throw new Error(`${assessment.summary.resources} of ${count} resources were assessed`);
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
