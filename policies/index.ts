/**
 * What an organisation writes its own controls and packs with: `import { … } from "socle/policies"`. A control of the catalogue by itself
 * is the default export of `socle/policies/controls/<family>/<id>`.
 */

export type { Facts } from "../facts/facts.ts";
export type { Location, Properties, Resource, Source, Value } from "../inventory/resource.ts";
export { Secret, Unknown } from "../inventory/resource.ts";
export type { Severity, Strength } from "../reports/report.ts";
export { catalogue } from "./catalogue.ts";
export type { CheckContext, Clause, Control, Example, ExampleResource, Parameter, Problem, Reference } from "./control.ts";
export { declares, labelled } from "./declared.ts";
export { environmentOf } from "./environment.ts";
export { framework } from "./frameworks/clause.ts";
export * from "./frameworks.ts";
export { items, present, UnknownValue, written } from "./guard.ts";
export type { Index, Referrers } from "./joins.ts";
export type { Pack, PackEntry } from "./packs/pack.ts";
export { speaksFor, those } from "./packs/pack.ts";
export { controlNamed, packNamed, packs } from "./packs.ts";
export { bearsPods, eachContainer, namespaceOf } from "./pods.ts";
export { faultsOf } from "./self-test.ts";
