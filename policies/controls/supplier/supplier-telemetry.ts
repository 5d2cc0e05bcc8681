import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town, using } from "../../examples/suppliers.ts";
import { c3a, csf, direct, gdpr, nis2, partial, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeNamedHosts, judgeOperator, namesHosts } from "../../named-hosts.ts";
import { operatorOf } from "../../operators.ts";

/** Keys, variables and flags whose value is a sink of telemetry; beside them every host counts that the facts know as one. */
const SAYS =
	/^(otel_exporter_otlp_(\w+_)?endpoint|sentry_dsn|sink|remote_?write(_?url)?|(\w*_)?(telemetry|metrics|traces|logs)_(url|endpoint|host))$/i;

const control: Control<Jurisdictions> = {
	id: "supplier-telemetry",
	family: "supplier",
	severity: "medium",
	title: "Measurements and traces go to somebody under allowed law",
	rationale: "Traces hold addresses, names and paths of what people do. Many tools send them home unless told not to.",
	remediation: "Send telemetry to a sink of your own or under allowed law; declare one that the facts do not know under suppliers.",
	references: [
		direct(csf["SOV-7.4"]),
		partial(csf["SOV-3.2"]),
		partial(c3a["SOV-3-04"]),
		partial(nis2["21.2(d)"]),
		supporting(gdpr["28(1)"]),
	],
	appliesTo: (resource) => resource.type === ENVIRONMENT || namesHosts(resource),
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		if (subject.type === ENVIRONMENT) {
			const { logs, suppliers } = environmentOf(context.all) ?? {};
			if (logs?.sink === undefined) return context.notApplicable();
			return judgeOperator("Logs go to somebody", "/logs/sink", operatorOf("observability", logs.sink, suppliers, context.facts), context);
		}
		judgeNamedHosts("observability", SAYS, "Telemetry goes to somebody", subject, context);
	},
	examples: {
		pass: [
			{ title: "one's own", resources: [using("OTEL_EXPORTER_OTLP_ENDPOINT", "https://own.town.example/path"), town()] },
			{
				title: "a partner's in the Union, by declaration",
				resources: [using("OTEL_EXPORTER_OTLP_ENDPOINT", "https://union.partner.example"), town()],
			},
			{
				title: "in the cluster",
				resources: [using("OTEL_EXPORTER_OTLP_ENDPOINT", "https://own.town.example,http://it.town.svc:8080"), town()],
			},
		],
		fail: [
			{ title: "a declared country outside", resources: [using("OTEL_EXPORTER_OTLP_ENDPOINT", "https://abroad.partner.example"), town()] },
			{
				title: "known and declared outside",
				resources: [using("ADDRESS", "https://api.datadoghq.eu/x"), town({ "api.datadoghq.eu": "US" })],
			},
			{ title: "a declared sink of logs outside", resources: [town({}, { logs: { sink: "abroad.partner.example" } })] },
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [using("OTEL_EXPORTER_OTLP_ENDPOINT", "https://stranger.example"), town()] },
			{ title: "common knowledge is no refusal", resources: [using("ADDRESS", "see https://api.datadoghq.eu."), town()] },
			{ title: "not known", resources: [using("OTEL_EXPORTER_OTLP_ENDPOINT", new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "it names none", resources: [using("LOG_LEVEL", "info"), town()] },
			{ title: "a host of something else", resources: [using("DATABASE", "db.partner.example"), town()] },
		],
	},
};
export default control;
