import type { Properties, Unknown } from "../../inventory/resource.ts";
import type { ExampleResource } from "../control.ts";
import { container, manifest, pod } from "./kubernetes.ts";
import { environment } from "./openstack.ts";

/** Short forms for the examples of controls about suppliers. */

const SUPPLIERS = { "own.town.example": "own", "union.partner.example": "DE", "abroad.partner.example": "US" };

/** An environment under the Union's law that says who runs three hosts. */
export const town = (suppliers: Properties = {}, rest: Properties = {}): ExampleResource =>
	environment({ suppliers: { ...SUPPLIERS, ...suppliers }, sovereignty: { jurisdictions: ["EU"] }, ...rest });

/** A pod with one variable. */
export const using = (name: string, value: string | Unknown): ExampleResource =>
	pod({ containers: [container({ env: [{ name, value }] })] });

/** What configures something else. */
export const setting = (apiVersion: string, kind: string, spec: Properties): ExampleResource =>
	manifest(apiVersion, kind, "it", { spec }, "town");
