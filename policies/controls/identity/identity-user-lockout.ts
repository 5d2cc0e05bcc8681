import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { forbidOption, optionExamples, USER } from "../../users.ts";

const control: Control = {
	id: "identity-user-lockout",
	family: "identity",
	severity: "medium",
	title: "The user is locked out after failed attempts, as the cloud has it",
	rationale: "Without a lockout a password can be guessed for as long as somebody likes.",
	remediation: "Remove ignoreLockoutFailureAttempts; give programs an application credential, which nobody guesses.",
	references: [direct(secnumcloud["9.5"]), partial(nis2["21.2(j)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [USER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check: forbidOption("ignoreLockoutFailureAttempts", "Failed attempts never lock this user out."),
	examples: optionExamples("ignoreLockoutFailureAttempts"),
};
export default control;
