import * as pulumi from "@pulumi/pulumi";

/** Tags as Neutron and Octavia hold them: `key=value`, then declarations such as `socle:public-edge`. Sorted, so that order is never a change. */
export function tagList(tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>, ...declarations: string[]): pulumi.Output<string[]> {
	return pulumi.output(tags).apply((known) => [...Object.entries(known).map(([key, value]) => `${key}=${value}`), ...declarations].sort());
}
