import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environmentOf } from "../../environment.ts";
import { instance } from "../../examples/openstack.ts";
import { town } from "../../examples/suppliers.ts";
import { csf, direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeOperator } from "../../named-hosts.ts";
import { operatorOf } from "../../operators.ts";
import { timeServersIn } from "../../time-servers.ts";

const control: Control<Jurisdictions> = {
	id: "supplier-time",
	family: "supplier",
	severity: "medium",
	title: "Time comes from somebody under allowed law",
	rationale: "Who sets the clock decides which certificates hold and when logs say that something happened.",
	remediation:
		"Name time servers under allowed law in the user data, such as those of a national institute; declare others under suppliers.",
	references: [direct(secnumcloud["12.8"]), partial(csf["SOV-5.6"]), partial(nis2["21.2(d)"]), supporting(gdpr["33(5)"])],
	appliesTo: ["openstack:compute/instance:Instance"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(server, context) {
		const { userData } = server.properties as { userData?: string };
		const suppliers = environmentOf(context.all)?.suppliers;
		const named = timeServersIn(String(userData ?? ""));
		if (named.length === 0) return context.notApplicable();
		for (const host of named)
			judgeOperator("Time comes from somebody", "/userData", operatorOf("ntp", host, suppliers, context.facts), context);
	},
	examples: {
		pass: [
			{ title: "national institutes", resources: [cloudConfig("[ptbtime1.ptb.de, nts.netnod.se]"), town()] },
			{ title: "one's own, in a configuration of chrony", resources: [chrony("server own.town.example iburst nts"), town()] },
			{
				title: "in base64",
				resources: [
					instance({ userData: Buffer.from("#cloud-config\nntp:\n  servers:\n    - ptbtime1.ptb.de\n").toString("base64") }),
					town(),
				],
			},
		],
		fail: [
			{ title: "outside", resources: [cloudConfig('["time.cloudflare.com"]'), town()] },
			{ title: "one of two", resources: [chrony("server ptbtime1.ptb.de\npool 1.ntp.ubuntu.com iburst"), town()] },
			{ title: "as systemd writes it", resources: [chrony("NTP=ptbtime1.ptb.de time.cloudflare.com"), town()] },
		],
		unknown: [
			{ title: "volunteers whom nobody knows", resources: [chrony("pool fr.pool.ntp.org iburst"), town()] },
			{ title: "common knowledge is no refusal", resources: [cloudConfig("[time.google.com]"), town()] },
			{ title: "nobody says who runs it", resources: [cloudConfig("[clock.partner.example]"), town()] },
			{ title: "not known", resources: [instance({ userData: new Unknown() }), town()] },
		],
		notApplicable: [
			{
				title: "it names none, so that the image decides",
				resources: [instance({ userData: "#cloud-config\npackages: [ntp]\n" }), town()],
			},
		],
	},
};
export default control;

function cloudConfig(servers: string): ExampleResource {
	return instance({ userData: `#cloud-config\nntp:\n  enabled: true\n  servers: ${servers}\n` });
}
function chrony(lines: string): ExampleResource {
	return instance({
		userData: `#cloud-config\nwrite_files:\n  - path: /etc/chrony/chrony.conf\n    content: |\n${lines.replace(/^/gm, "      ")}\n`,
	});
}
