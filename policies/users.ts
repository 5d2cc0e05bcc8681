import type { Properties, Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { CheckContext, Control, ExampleResource } from "./control.ts";

export const USER = "openstack:identity/user:User";

type Options = "ignoreLockoutFailureAttempts" | "ignorePasswordExpiry";

/** The check of a control that forbids one of Keystone's options that exempt a user from the password rules of the cloud. */
export function forbidOption(option: Options, message: string): (user: Resource, context: CheckContext<unknown>) => void {
	return ({ properties }, { report, notApplicable }) => {
		if (properties["enabled"] === false) return notApplicable();
		if (properties[option] === true || properties[option] === "true") report({ path: `/${option}`, message });
	};
}

/** Examples of such a control. */
export function optionExamples(option: Options): Control["examples"] {
	return {
		pass: [
			{ title: "not exempted", resources: [user({})] },
			{ title: "said so", resources: [user({ [option]: false })] },
		],
		fail: [
			{ title: "exempted", resources: [user({ [option]: true })] },
			{ title: "exempted, and enabled in so many words", resources: [user({ [option]: true, enabled: true })] },
		],
		unknown: [{ title: "whether it is exempted is not known", resources: [user({ [option]: new Unknown() })] }],
		notApplicable: [{ title: "nobody can sign in as this user", resources: [user({ [option]: true, enabled: false })] }],
	};
}

/** A user, for examples. */
export function user(properties: Properties): ExampleResource {
	return { type: USER, name: "agent", properties: { name: "agent", ...properties } };
}
