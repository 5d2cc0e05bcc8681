import type { Control } from "../../control.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { forbidOption, optionExamples, USER } from "../../users.ts";

const control: Control = {
	id: "identity-password-expiry",
	family: "identity",
	severity: "medium",
	title: "The user's password ends when the cloud's rules say so",
	rationale: "A password that never ends serves whoever learned it for as long, and an exemption is forgotten sooner than a rule.",
	remediation: "Remove ignorePasswordExpiry; give programs an application credential with an end.",
	references: [partial(secnumcloud["9.5"]), supporting(nis2["21.2(j)"])],
	appliesTo: [USER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check: forbidOption("ignorePasswordExpiry", "The password of this user never ends."),
	examples: optionExamples("ignorePasswordExpiry"),
};
export default control;
