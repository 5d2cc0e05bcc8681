import { framework } from "./clause.ts";

/** ANSSI, SecNumCloud 3.2 of 8 March 2022. It qualifies a provider's service; a customer's configuration can only support it. */
export const secnumcloud = framework("SecNumCloud 3.2", {
	"9.6": "Administration is reached over separated and controlled ways.",
	"9.7": "Access to information and between tenants is partitioned.",
	"10.1": "Stored data is encrypted.",
	"10.2": "Data in transit is encrypted.",
	"10.5": "Secrets are managed and not readable where they are not needed.",
	"12.5": "Information is backed up, and backups are kept apart and tested.",
	"12.9": "Events can be attributed and correlated.",
	"12.11": "Technical vulnerabilities are managed: what runs is known.",
	"12.12": "Administration takes place from named places over protected ways.",
	"13.1": "A map of the information system and of its flows is kept.",
	"13.2": "Networks are partitioned, and only needed flows are allowed.",
	"15.1": "Suppliers and what they can reach are known.",
	"17.4": "The service is available through the failure of a part.",
	"19.2": "Data stays where the contract says, in the European Union.",
	"19.6": "The service is protected against law from outside the Union.",
});
