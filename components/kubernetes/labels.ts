import * as pulumi from "@pulumi/pulumi";

/** Who answers for an object and how sensitive it is: `owner`, `environment`, `classification`, and what an organisation adds. */
export type Labels = pulumi.Input<{ [key: string]: pulumi.Input<string> }>;

const REQUIRED = ["owner", "environment", "classification"];
/** Kubernetes "Labels and Selectors", syntax of a value; an empty one says nothing and is refused too. */
const VALUE = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** The labels of a child: what its component was given, and what it adds of its own. */
export function labelled(
	component: string,
	labels: Labels,
	own: { [key: string]: pulumi.Input<string> } = {},
): pulumi.Output<{ [key: string]: string }> {
	const refuse = (input: string, expectation: string): never => {
		throw new pulumi.InputPropertyError({ propertyPath: input, reason: `${component}: "${input}" must ${expectation}` });
	};
	return pulumi.output({ labels, own }).apply((known): { [key: string]: string } => {
		if (REQUIRED.some((key) => !(key in known.labels))) refuse("labels", `hold ${REQUIRED.join(", ")} at least`);
		for (const [key, value] of Object.entries(known.labels))
			if (!VALUE.test(value)) refuse(`labels.${key}`, "be 1-63 letters, digits, dots, underscores or hyphens");
		return { ...known.labels, "app.kubernetes.io/managed-by": "socle", ...known.own };
	});
}
