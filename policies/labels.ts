import type { Resource } from "../inventory/resource.ts";
import type { CheckContext, Example, ExampleResource, Parameter } from "./control.ts";
import { unlabelled } from "./declared.ts";
import { present } from "./guard.ts";

export interface Labels {
	labels: readonly string[];
	need: string;
}

/** What the controls about tags share: which labels a resource has to bear, as `key=value` tags or as metadata. */
export const labelParameters: { [K in keyof Labels]: Parameter<Labels[K]> } = {
	labels: {
		description: "Keys that have to be there, each with a value.",
		default: ["owner", "environment", "classification"],
		schema: { type: "array", items: { type: "string" } },
	},
	need: {
		description: "Whether all of them are needed, or at least one.",
		default: "all",
		schema: { type: "string", enum: ["all", "one"] },
	},
};

/** Reports which of the labels are missing. */
export function demandLabels(subject: Resource, { parameters, report }: CheckContext<Labels>): void {
	const { labels, need } = parameters;
	const missing = unlabelled(subject, labels);
	if (missing.length === 0 || (need === "one" && missing.length < labels.length)) return;
	const path = ["/tags", "/metadata"].find((pointer) => present(subject.properties, pointer.slice(1))) ?? "";
	report({
		path: path === "/metadata" && present(subject.properties["metadata"] as object, "labels") ? "/metadata/labels" : path,
		message: need === "one" ? `It bears none of ${labels.join(", ")}.` : `It lacks ${missing.join(", ")}.`,
	});
}

/** Examples of a control about labels: `of` makes the subject that bears them. */
export function labelExamples(of: (labels: { [key: string]: string }) => ExampleResource): { pass: Example[]; fail: Example[] } {
	const whole = { owner: "EXAMPLE-0001", environment: "town.production", classification: "internal" };
	const { owner, environment } = whole;
	return {
		pass: [
			{ title: "all three", resources: [of(whole)] },
			{ title: "and more", resources: [of({ ...whole, "cost-centre": "3120" })] },
			{ title: "one, where one is enough", resources: [of({ owner })], parameters: { need: "one" } },
			{ title: "what the pack asks for", resources: [of({ "cost-centre": "3120" })], parameters: { labels: ["cost-centre"] } },
		],
		fail: [
			{ title: "none", resources: [of({})] },
			{ title: "one is missing", resources: [of({ owner, environment })] },
			{ title: "one has no value", resources: [of({ ...whole, classification: "" })] },
			{ title: "other words that begin alike", resources: [of({ owner, environment, classifications: "internal" })] },
			{ title: "none, where one is enough", resources: [of({ "cost-centre": "3120" })], parameters: { need: "one" } },
		],
	};
}
