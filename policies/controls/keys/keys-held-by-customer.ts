import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { c3a, c5, csf, direct, gdpr, partial } from "../../frameworks.ts";
import { operatorOf } from "../../operators.ts";

const PROJECT = { manager: "project", master: "provider" };

/** Judges what is declared. That volumes use keys of the project is a property of their type, which tenants can't read. */
const control: Control = {
	id: "keys-held-by-customer",
	family: "keys",
	severity: "high",
	title: "The organisation holds the keys to its data",
	rationale:
		"Who holds the key reads the data, and who can be ordered to hand it over will. For restricted data the key that wraps all others lies outside the provider.",
	remediation:
		"Write keys: manager (project, or a key manager of your own) and master; for restricted data master: own, an HSM that you run.",
	references: [direct(csf["SOV-3.1"]), direct(c3a["SOV-3-02"]), partial(gdpr["32(1)(a)"]), partial(c5["CRY-04"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(_, { all, facts, report, unknown, notApplicable }) {
		const { keys, sovereignty, suppliers, cloud } = environmentOf(all) ?? {};
		const classification = sovereignty?.classification ?? "internal";
		if (classification === "public") return notApplicable();
		if (keys?.manager === undefined) return report({ path: "", message: "It is not said where keys are kept (keys.manager)." });
		const { manager, master } = keys;
		if (manager !== "project") {
			const operator = operatorOf("kms", manager, suppliers, facts);
			if (operator.kind === "stranger") unknown("/keys/manager", `nobody says who runs ${manager}; declare it under suppliers`);
			else if (operator.kind === "known" && operator.read)
				report({ path: "/keys/manager", message: `Keys are held by another: ${operator.who}.` });
			else if (operator.kind !== "own")
				unknown("/keys/manager", `${operator.who}, and whether the keys are the organisation's alone is not shown`);
		}
		if (classification === "restricted" && master !== "own" && cloud?.provider !== "own")
			report({
				path: "/keys/master",
				message: "Restricted data, and the key that wraps all others is held by the cloud's operator (keys.master).",
			});
	},
	examples: {
		pass: [
			{ title: "no classification is internal", resources: [town({ keys: { manager: "project" }, sovereignty: null })] },
			{ title: "the project's key manager", resources: [held(PROJECT)] },
			{ title: "restricted data, master key outside", resources: [held({ manager: "project", master: "own" }, "restricted")] },
			{ title: "restricted data on a cloud of one's own", resources: [held(PROJECT, "restricted", { cloud: { provider: "own" } })] },
			{ title: "a key manager of one's own", resources: [held({ manager: "vault.town.example", master: "own" }, "sensitive")] },
		],
		fail: [
			{ title: "nothing said", resources: [town()] },
			{ title: "restricted data, master key with the provider", resources: [held(PROJECT, "restricted")] },
			{ title: "restricted data, and no cloud declared", resources: [held(PROJECT, "restricted", { cloud: null })] },
			{ title: "a key manager of another", resources: [held({ manager: "kms.eu-west-3.amazonaws.com", master: "own" })] },
		],
		unknown: [
			{
				title: "a key manager of which nobody says who runs it",
				resources: [held({ manager: "kms.partner.example", master: "own" })],
				says: "declare it under suppliers",
			},
			{ title: "common knowledge is no refusal", resources: [held({ manager: "town.vault.azure.net", master: "own" })] },
			{ title: "a partner's", resources: [held({ manager: "kms.union.example", master: "own" })] },
			{ title: "not known", resources: [held({ manager: new Unknown(), master: "own" })] },
		],
		notApplicable: [{ title: "public data", resources: [town({ sovereignty: { classification: "public" } })] }],
	},
};
export default control;

function held(keys: Properties, classification = "internal", rest: Properties = {}): ExampleResource {
	return town({ keys, sovereignty: { classification }, suppliers: { "vault.town.example": "own", "kms.union.example": "DE" }, ...rest });
}
