import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { BACKED_UP, backupsOf } from "../../copies.ts";
import { ENVIRONMENT } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { c5, csf, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeDeclaredCopies, judgeDestinations } from "../../residency.ts";

const control: Control<Jurisdictions> = {
	id: "residency-backup",
	family: "residency",
	severity: "high",
	title: "Backups lie where the law allows the data to be",
	rationale: "A backup is all of the data at once. Where it lies, another law may open it, however well the original is guarded.",
	remediation: "Send backups to a store in an allowed country; declare a store that the facts do not know below copies, with its endpoint.",
	references: [direct(csf["SOV-3.4"]), direct(secnumcloud["19.2"]), partial(gdpr["44"]), partial(c5["PSS-12"]), partial(c5["OPS-09"])],
	appliesTo: [ENVIRONMENT, ...BACKED_UP],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		if (subject.type === ENVIRONMENT) judgeDeclaredCopies("backup", "A backup", context);
		else judgeDestinations(backupsOf(subject), "The backup", context);
	},
	examples: {
		pass: [
			{ title: "another region of the Union", resources: [copies({ provider: "ovhcloud", region: "EU-SOUTH-MIL" })] },
			{ title: "a cellar of one's own", resources: [copies({ provider: "own", region: "cellar", country: "FR" })] },
			{ title: "a database's backups in Paris", resources: [postgres("https://s3.eu-west-par.io.cloud.ovh.net"), town()] },
			{ title: "a store in the cluster", resources: [velero("http://minio.backup.svc:9000"), town()] },
			{
				title: "a declared store",
				resources: [velero("https://s3.town.example"), copies({ provider: "own", country: "FR", endpoint: "s3.town.example" })],
			},
			{ title: "a bucket's own host", resources: [postgres("https://town.s3.fr-par.scw.cloud"), town()] },
		],
		fail: [
			{ title: "a region outside", resources: [copies({ provider: "ovhcloud", region: "BHS" })] },
			{ title: "the facts over a declared country", resources: [copies({ provider: "ovhcloud", region: "uk", country: "FR" })] },
			{ title: "a database's backups in Canada", resources: [postgres("https://s3.bhs.io.cloud.ovh.net"), town()] },
			{
				title: "one copy of two",
				resources: [copies({ provider: "ovhcloud", region: "SBG5" }, { provider: "infomaniak", region: "dc3-a" })],
			},
		],
		unknown: [
			{ title: "a store of which nobody says where it stands", resources: [velero("https://s3.town.example"), town()] },
			{ title: "not known", resources: [postgres(new Unknown()), town()] },
		],
		notApplicable: [{ title: "no backup", resources: [town({ copies: [{ kind: "replica", provider: "ovhcloud", region: "GRA" }] })] }],
	},
};
export default control;

function copies(...list: Properties[]): ExampleResource {
	return town({ copies: list.map((copy) => ({ kind: "backup", ...copy })) });
}
function postgres(endpointURL: string | Unknown): ExampleResource {
	return manifest(
		"postgresql.cnpg.io/v1",
		"Cluster",
		"db",
		{ spec: { backup: { barmanObjectStore: { endpointURL, destinationPath: "s3://db" } } } },
		"town",
	);
}
function velero(s3Url: string): ExampleResource {
	return manifest(
		"velero.io/v1",
		"BackupStorageLocation",
		"default",
		{ spec: { provider: "aws", config: { s3Url, region: "eu" } } },
		"velero",
	);
}
