import type { AssessedResource } from "../assessment.ts";
import type { PlannedWave } from "../plan.ts";
import { gib } from "../text.ts";
import type { Place } from "./placement.ts";

/** A wave as people carry it out: before, replicate, cut over, verify, roll back, clean up; with commands. */
export function runbookOf(options: {
	wave: string;
	plan: PlannedWave;
	rateMbps: number;
	folder: { environment: boolean; program: boolean };
	resources: readonly { resource: AssessedResource; place: Place }[];
	todos: readonly { key: string; what: string }[];
	losses: readonly { id: string; what: string }[];
}): string {
	const { wave, plan, resources, folder, todos, losses, rateMbps } = options;
	const list = (rows: readonly string[], none = "Nothing."): string[] =>
		rows.length === 0 ? [none, ""] : [...rows.map((row) => `- ${row}`), ""];
	const code = (...lines: string[]): string[] => ["```sh", ...lines, "```", ""];
	const id = (text: string): string => `\`${text.replaceAll("`", "'")}\``;
	const of = (where: Place["where"]): typeof resources => resources.filter(({ place }) => place.where === where);
	const data = resources.filter(({ resource }) => resource.holdsData && resource.strategy !== "retain" && resource.strategy !== "retire");
	const up = [
		...(folder.environment ? [`socle up ${wave}`] : []),
		...(folder.program ? [`npm install --prefix ${wave}/program`, `pulumi --cwd ${wave}/program up`] : []),
	];
	return [
		`# Runbook of ${wave}`,
		"",
		`Moves ${plan.applications.join(", ")}; ${plan.begins} to ${plan.cutOver}. Away for about ${plan.window.totalHours} h: last changes ${plan.window.deltaHours} h, start ${plan.window.startHours} h, checks ${plan.window.checkHours} h.`,
		...plan.why,
		"",
		"## 1. Before",
		"",
		...list([...plan.entry, ...(plan.approvals.length > 0 ? [`Approved by ${plan.approvals.join(", ")}.`] : [])]),
		...(folder.environment ? code(`socle check ${wave}`, `socle doctor ${wave}`) : []),
		...(folder.program ? code(`socle check ${wave}/program`) : []),
		"Open, each to be settled before the wave begins:",
		"",
		...list(todos.map(({ key, what }) => `${id(key)}: ${what}`)),
		"By hand:",
		"",
		...list(of("runbook").map(({ resource, place }) => `${id(resource.id)}: ${place.what}.`)),
		"## 2. Replicate",
		"",
		"Make the target, closed to people, and bring the data while the old service runs.",
		"",
		...code(...(up.length > 0 ? up : ["# nothing of this wave is made by Socle"])),
		`At ${rateMbps} Mbit/s the first copy takes about ${plan.transferHours} h. Repeat it daily, so that the last changes are few.`,
		"",
		...data.flatMap(({ resource }) => copying(resource, id, code)),
		"## 3. Cut over",
		"",
		"1. Lower the TTL of every name to 60 s, a day before.",
		"2. Stop writing at the source: a page that says so, then the programs.",
		"3. Copy the last changes, as above.",
		"4. Start the programs at the target.",
		"5. Point the names to the new addresses:",
		"",
		...code(...(folder.environment ? [`socle outputs ${wave}`] : []), "dig +short NAME  # until the new address answers"),
		"## 4. Verify",
		"",
		...list([
			"Counts of rows, files and objects are the same on both sides.",
			"Somebody who uses the service goes through its most important path.",
			"Certificates, log-in, mail and backups work; a restore was tried.",
		]),
		...code(...(folder.environment ? [`socle drift ${wave}`, `socle check ${wave} --pack migration`] : ["socle --help"])),
		...Object.entries(plan.rto).map(([application, what]) => `- ${application} may be away ${what}.`),
		"",
		"## 5. Roll back",
		"",
		plan.rollback,
		"",
		...code("# names back to the old addresses, programs at the target stopped, the source opened for writing", "dig +short NAME"),
		"## 6. Clean up",
		"",
		"After the retention that was agreed, not before: switch off and erase at the source, withdraw credentials, ask for the erasure in writing.",
		"",
		...list(of("left").map(({ resource, place }) => `${id(resource.id)}: ${place.what}.`)),
		...(losses.length > 0 ? ["## What was not taken over", "", ...list(losses.map(({ id: of, what }) => `${id(of)}: ${what}.`))] : []),
	]
		.join("\n")
		.replace(/\n{3,}/g, "\n\n");
}

function copying(
	{ id, capability = "", dataGiB }: AssessedResource,
	name: (text: string) => string,
	code: (...lines: string[]) => string[],
): string[] {
	const size = dataGiB === undefined ? "size not known" : gib(dataGiB);
	const commands: readonly (readonly [RegExp, readonly string[]])[] = [
		[
			/^database\.(postgresql|serverless)/,
			[
				'pg_dump --format=directory --jobs=4 --dbname="$SOURCE_URL" --file=dump',
				'pg_restore --jobs=4 --no-owner --dbname="$TARGET_URL" dump',
				"# for a short window: CREATE PUBLICATION at the source, CREATE SUBSCRIPTION at the target",
			],
		],
		[
			/^database\.mysql/,
			['mariadb-dump --single-transaction --routines --all-databases --host="$SOURCE" > dump.sql', 'mariadb --host="$TARGET" < dump.sql'],
		],
		[
			/^storage\.(object|archive)/,
			["rclone sync source:BUCKET target:BUCKET --checksum --transfers 16", "rclone check source:BUCKET target:BUCKET"],
		],
		[/^storage\.files/, ["rsync --archive --hard-links --acls --xattrs --delete source:/data/ /data/"]],
		[
			/^(storage\.block|compute\.)/,
			[
				"# agents of the old cloud out, VirtIO drivers in; then as an image or a volume",
				"qemu-img convert -p -O raw source.vmdk disk.raw",
				"openstack image create --disk-format raw --file disk.raw NAME",
			],
		],
		[/^containers\.registry/, ["skopeo sync --src docker --dest docker SOURCE/NAME registry.example/"]],
		[/^search\./, ["# snapshot into an object store at the source, restore at the target"]],
	];
	const found = commands.find(([pattern]) => pattern.test(capability))?.[1] ?? ["# by the tools of its maker: no general way"];
	return [`${name(id)} (${size}):`, "", ...code(...found)];
}
