import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { CONTAINER, REPLICATED, replicasOf } from "../../copies.ts";
import { ENVIRONMENT } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { csf, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeDeclaredCopies, judgeDestinations } from "../../residency.ts";

const control: Control<Jurisdictions> = {
	id: "residency-replication",
	family: "residency",
	severity: "high",
	title: "Replicas lie where the law allows the data to be",
	rationale: "What is kept in step elsewhere lies under the law of that place too, a second later.",
	remediation: "Replicate to a place in an allowed country; declare one that the facts do not know below copies, with its endpoint.",
	references: [direct(csf["SOV-3.4"]), direct(secnumcloud["19.2"]), partial(csf["SOV-3.2"]), partial(gdpr["44"])],
	appliesTo: [ENVIRONMENT, ...REPLICATED],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		if (subject.type === ENVIRONMENT) judgeDeclaredCopies("replica", "A replica", context);
		else judgeDestinations(replicasOf(subject), "The replica", context);
	},
	examples: {
		pass: [
			{ title: "another region of the Union", resources: [declared("EU-SOUTH-MIL")] },
			{
				title: "a container kept in step with one in Frankfurt",
				resources: [synced("https://storage.de.cloud.ovh.net/v1/AUTH_1/scans"), town()],
			},
			{ title: "a database in the same cluster", resources: [postgres("db-rw.town.svc"), town()] },
		],
		fail: [
			{ title: "a region outside", resources: [declared("SGP")] },
			{
				title: "a container kept in step with one in London",
				resources: [synced("https://storage.uk.cloud.ovh.net/v1/AUTH_1/scans"), town()],
			},
			{ title: "no environment: the Union", resources: [synced("https://s3.pub1.infomaniak.cloud/AUTH_1/scans")] },
		],
		unknown: [
			{ title: "a realm that only operators can resolve", resources: [synced("//realm/cluster/AUTH_1/scans"), town()] },
			{ title: "a database of which nobody says where it stands", resources: [postgres("db.partner.example"), town()] },
			{ title: "not known", resources: [synced(new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "no replica", resources: [{ type: CONTAINER, name: "scans", properties: { name: "scans" } }] },
			{ title: "a source that is not followed", resources: [postgres("db.partner.example", false), town()] },
		],
	},
};
export default control;

function declared(region: string): ExampleResource {
	return town({ copies: [{ kind: "replica", provider: "ovhcloud", region }] });
}
function synced(containerSyncTo: string | Unknown): ExampleResource {
	return { type: CONTAINER, name: "scans", properties: { name: "scans", containerSyncTo } };
}
function postgres(host: string, enabled = true): ExampleResource {
	const externalClusters = [{ name: "other" }, { name: "origin", connectionParameters: { host } }];
	return manifest("postgresql.cnpg.io/v1", "Cluster", "db", { spec: { replica: { enabled, source: "origin" }, externalClusters } }, "town");
}
