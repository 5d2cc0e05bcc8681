/** `node scripts/mappings/generate.js`: writes anew how Terraform's names are read, `inventory/terraform/*.json`. Needs Go for the provider of OpenStack. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const target = (name) => join(root, `inventory/terraform/${name}.json`);
const run = (command, parameters, cwd) => execFileSync(command, parameters, { cwd, encoding: "utf8", maxBuffer: 2 ** 24 });

writeFileSync(target("kubernetes"), run(process.execPath, [join(import.meta.dirname, "kubernetes.js")], root));
const tokens = join(root, "engine/source/openstack/tokens.json");
writeFileSync(target("openstack"), run("go", ["run", "-mod=mod", ".", tokens], join(import.meta.dirname, "openstack")));
run(join(root, "node_modules/.bin/biome"), ["format", "--write", "inventory/terraform"], root);
