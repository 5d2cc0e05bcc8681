import { z } from "zod";
import { cloud, cluster, network } from "./schema/cloud.ts";
import { budget, copy, exit, keys, logs, offHours, organisation, processor, sovereignty, transfer } from "./schema/organisation.ts";
import { bastion, credential, dnsName, dnsZone, project, secret } from "./schema/platform.ts";
import { service } from "./schema/service.ts";
import { label, line, list, operator, record, section, shown, text } from "./schema/words.ts";

/**
 * The environment file. Descriptions show up in editors through the published JSON schema; `environment/environment.ts` names the types.
 * A key stands here only when something acts on it. Rules that look at more than one value live in `environment/coherence.ts`.
 * Each section lies in `environment/schema/`.
 */
export const environmentSchema = section("the environment", {
	apiVersion: z
		.literal("socle/v1", {
			error: ({ input }) =>
				input === undefined
					? "missing. Write apiVersion: socle/v1."
					: `${shown(input)} is not a version that this Socle reads. Write socle/v1.`,
		})
		.describe("Version of this file's form: socle/v1."),
	name: label(40).describe("Name of the environment; every resource's name begins with it."),
	organisation,
	costCentre: text(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, "a cost centre", "letters, digits, dots and hyphens, at most 63")
		.optional()
		.describe("Who pays; every resource carries it as `cost-centre`."),
	sovereignty: sovereignty.prefault({}),
	suppliers: record(
		text(
			/^(?=.{1,253}$)([a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})$/,
			"a supplier",
			"its host name, address, or id as a cloud provider, such as registry.town.example",
		),
		operator,
		"hosts of suppliers, such as registry.town.example: own",
	)
		.default({})
		.describe("Who runs a host, address or cloud that the facts do not know: `own`, or the country whose law applies to its operator."),
	processors: record(label(40), processor, "who processes personal data for the organisation, by name")
		.default({})
		.describe("Who processes personal data for the organisation; the cloud's operator under its provider id."),
	keys: keys.optional(),
	logs: logs.optional(),
	copies: list(copy, "places where data also lies", 0).default([]).describe("Where data also lies: backups and replicas."),
	transfers: list(transfer, "transfers of personal data outside the EEA", 0)
		.default([])
		.describe("Transfers of personal data to countries outside the EEA, and what allows them (GDPR chapter V)."),
	exit: exit.optional(),
	budget: budget.optional(),
	todo: record(label(60), text(line(300), "a task", "what is still to be decided or done, in one line"), "what is still open, by name")
		.optional()
		.describe("What is still to be decided or done before the environment is what it should be; `check` reports each."),
	offHours: offHours.optional(),
	cloud,
	cluster: cluster.optional(),
	network,
	bastion: bastion.optional(),
	dns: record(dnsName, dnsZone, "zones by their domain, such as town.example: { contact: hostmaster@town.example }")
		.default({})
		.describe("Zones of names that the environment answers for, by domain. Hosts of services on machines get their addresses."),
	secrets: record(label(40), secret, "secrets by name, such as mail: { variable: MAIL_PASSWORD, expires: 2027-06-01 }")
		.default({})
		.describe("Secrets in the key manager (Barbican), by name. Their values never stand here."),
	credentials: record(label(40), credential, "credentials of programs, by name")
		.default({})
		.describe("Credentials of programs for the cloud project, by name: they end, and may make the named calls only."),
	projects: record(label(40), project, "projects for others, by name")
		.default({})
		.describe("Projects that are handed out, by name: a landing zone. `cloud.cloud` then needs the rights to make projects."),
	services: record(label(40), service, "public services, by name").default({}).describe("The public services, by name."),
}).superRefine(({ services, projects, cluster }, context) => {
	if (Object.keys(services).length > 0 || Object.keys(projects).length > 0 || cluster?.own) return;
	context.addIssue({
		code: "custom",
		path: ["services"],
		message: "no service is described. Write at least one, or projects: that you hand out, or cluster.own:.",
	});
});
