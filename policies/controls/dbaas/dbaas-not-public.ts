import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { DATABASE, database } from "../../databases.ts";
import { network, port } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { FLOATING_IP, interfacesOf, leadsOutside, PORTS, plugOf } from "../../ports.ts";

const control: Control = {
	id: "dbaas-not-public",
	family: "dbaas",
	severity: "high",
	title: "The database is not reached from the internet",
	rationale: "A database with a public address is found within hours, and its password is guessed for as long as it stands.",
	remediation:
		"Attach the database to a private network by networks, without a floating address, and reach it from the application's subnet.",
	references: [direct(gdpr["25(2)"]), direct(secnumcloud["13.2"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [DATABASE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(database, { all, each, report, unknown }) {
		const { access } = database.properties as { access?: { is_public?: boolean } };
		if (access?.is_public === true) report({ path: "/access/is_public", message: "Trove gives it a public address." });
		const networks = interfacesOf(database);
		if (networks.length === 0 && access?.is_public !== false) unknown("", "it names no network, and Trove chooses one");
		each(networks, (record, index) => {
			const path = `/networks/${index}`;
			const plug = plugOf(database, path, record, all);
			if (plug === undefined) return unknown(path, "it names neither a network nor a port");
			if (leadsOutside(plug, all)) report({ path, message: "It stands on an external network." });
			const plugged = all.reference(database, `${path}/port`, PORTS);
			if (plugged === undefined) return;
			const { list, complete } = all.referrers(plugged, FLOATING_IP, "/portId");
			if (list.length > 0) report({ path, message: "A floating address leads to its port." });
			else if (!complete) unknown(path, "whether a floating address leads to its port is not known");
		});
	},
	examples: {
		pass: [
			{ title: "on a private network", resources: [database({ networks: [{ uuid: "app" }] }), network("app")] },
			{ title: "on a port of a private network", resources: [database({ networks: [{ port: "db" }] }), port("db"), network("app")] },
			{ title: "live, and Trove says so", resources: [database({ access: { is_public: false } })], source: "live" },
		],
		fail: [
			{ title: "live, with a public address", resources: [database({ access: { is_public: true } })], source: "live" },
			{
				title: "on an external network",
				resources: [database({ networks: [{ uuid: "internet" }] }), network("internet", { external: true })],
			},
			{
				title: "a floating address on its port",
				resources: [database({ networks: [{ port: "db" }] }), port("db"), network("app"), floatingTo("db")],
			},
		],
		unknown: [
			{ title: "the network is not known", resources: [database({ networks: [{ uuid: new Unknown() }] })] },
			{ title: "the network lies outside this part", partial: true, resources: [database({ networks: [{ uuid: "app" }] })] },
			{ title: "no network is named", resources: [database({})] },
		],
	},
};
export default control;

function floatingTo(portId: string) {
	return { type: FLOATING_IP, name: "public", properties: { pool: "internet", portId } };
}
