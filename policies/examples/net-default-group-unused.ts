import { Unknown } from "../../inventory/resource.ts";
import type { Control, ExampleResource } from "../control.ts";
import { ASSOCIATION } from "../ports.ts";
import { group, instance, port } from "./openstack.ts";

export const examples: Control["examples"] = {
	pass: [
		{ title: "a port with a group of its own", resources: [port("p", { securityGroupIds: ["app"] }), group("app")] },
		{
			title: "two groups that are made in the same run",
			resources: [
				port("p", { securityGroupIds: [new Unknown(undefined, ["app", "data"])] }),
				{ ...group("app"), id: "app" },
				{ ...group("data"), id: "data" },
			],
		},
		{ title: "an instance with a group of its own", resources: [instance({ securityGroups: ["app"] }), group("app")] },
	],
	fail: [
		...[null, []].map((groups) => ({ title: "a port without a group", resources: [port("p", { securityGroupIds: groups })] })),
		{ title: "a port that gets a group beside `default`", resources: [port("p"), association(false)] },
		{ title: "an instance without a group", resources: [instance({ networks: [{ port: "p" }, { uuid: "app" }] })] },
		{ title: "an instance with nothing", resources: [instance({})] },
		{ title: "an instance in `default`", resources: [instance({ securityGroups: ["default"] })] },
		{ title: "a port in `default`, by id", resources: [port("p", { securityGroupIds: ["0f"] }), { ...group("default"), id: "0f" }] },
	],
	unknown: [
		{ title: "a group that is not known", resources: [port("p", { securityGroupIds: [new Unknown()] })] },
		{ title: "groups that are not known", resources: [port("p", { securityGroupIds: new Unknown() })] },
	],
	notApplicable: [
		{ title: "an instance whose ports have the groups", resources: [instance({ networks: [{ port: new Unknown() }] })] },
		{ title: "a port that wants no group", resources: [port("p", { noSecurityGroups: true })] },
		{ title: "a port without port security", resources: [port("p", { portSecurityEnabled: false })] },
		{ title: "a port whose groups are set elsewhere", resources: [port("p"), association(true)] },
	],
};

function association(enforce: boolean): ExampleResource {
	return { type: ASSOCIATION, name: "groups", properties: { portId: "p", securityGroupIds: ["app"], enforce } };
}
