/**
 * What plain `pulumi` runs: the stack's name says which environment, which of its stacks and which layer is meant.
 * Configuration: `socle:environment`, the environment file's path from the folder of `Pulumi.yaml`; default `environment.yaml`.
 */
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readEnvironment } from "../environment/read.ts";
import { layersOf, program, stackName } from "./program.ts";

const [, stack = "", layer] = pulumi.getStack().split(".");
const file = resolve(pulumi.getRootDirectory?.() ?? process.cwd(), new pulumi.Config("socle").get("environment") ?? "environment.yaml");
const { environment } = readEnvironment(file, { stack });
const found = layersOf(environment).find((known) => known === layer);
if (found === undefined || stackName(environment, found) !== pulumi.getStack()) {
	const names = layersOf(environment).map((known) => stackName(environment, known));
	throw new pulumi.RunError(`The stack "${pulumi.getStack()}" is none of ${file}. Choose one of ${names.join(", ")}.`);
}

export default program(environment, found);
