import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { setting, town, using } from "../../examples/suppliers.ts";
import { c3a, csf, direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeNamedHosts, namesHosts } from "../../named-hosts.ts";

/** Keys, variables and flags whose value is a keeper of keys; beside them every host counts that the facts know as one. */
const SAYS = /^(VAULT_ADDR|vaultUrl|keyVaultURI|kms[_-]?(url|endpoint)|--kms-endpoint)$/i;
/** Where a key `server` means one. */
const SERVER = /SecretStore$/;

const control: Control<Jurisdictions> = {
	id: "supplier-keys",
	family: "supplier",
	severity: "high",
	title: "Keys and secrets are kept by somebody under allowed law",
	rationale: "Who keeps the key opens what it locks, and can be ordered to.",
	remediation: "Use the project's key manager, or one of your own; declare one that the facts do not know under suppliers.",
	references: [
		direct(csf["SOV-3.1"]),
		partial(c3a["SOV-3-02"]),
		partial(secnumcloud["15.1"]),
		partial(nis2["21.2(d)"]),
		supporting(gdpr["28(1)"]),
	],
	appliesTo: namesHosts,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		judgeNamedHosts("kms", SERVER.test(subject.type) ? /^server$/ : SAYS, "Keys are kept", subject, context);
	},
	examples: {
		pass: [
			{ title: "one's own", resources: [using("VAULT_ADDR", "https://own.town.example/path"), town()] },
			{ title: "a partner's in the Union, by declaration", resources: [using("VAULT_ADDR", "https://union.partner.example"), town()] },
			{ title: "in the cluster", resources: [using("VAULT_ADDR", "https://own.town.example,http://it.town.svc:8080"), town()] },
		],
		fail: [
			{ title: "a declared country outside", resources: [using("VAULT_ADDR", "https://abroad.partner.example"), town()] },
			{
				title: "known and declared outside",
				resources: [using("ADDRESS", "https://town.vault.azure.net/x"), town({ "town.vault.azure.net": "US" })],
			},
			{ title: "a source was read", resources: [using("ADDRESS", "https://kms.eu-west-3.amazonaws.com"), town()] },
			{
				title: "the facts over a declaration",
				resources: [using("ADDRESS", "kms.eu-west-3.amazonaws.com"), town({ "kms.eu-west-3.amazonaws.com": "own" })],
			},
			{
				title: "a store of secrets",
				resources: [
					setting("external-secrets.io/v1", "SecretStore", { provider: { vault: { server: "https://abroad.partner.example" } } }),
					town(),
				],
			},
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [using("VAULT_ADDR", "https://stranger.example"), town()] },
			{ title: "common knowledge is no refusal", resources: [using("ADDRESS", "see https://town.vault.azure.net."), town()] },
			{ title: "not known", resources: [using("VAULT_ADDR", new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "it names none", resources: [using("LOG_LEVEL", "info"), town()] },
			{ title: "a host of something else", resources: [using("DATABASE", "db.partner.example"), town()] },
		],
	},
};
export default control;
