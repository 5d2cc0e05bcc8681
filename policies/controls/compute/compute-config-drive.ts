import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { instance } from "../../examples/openstack.ts";
import { gdpr, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { INSTANCE } from "../../ports.ts";

const control: Control = {
	id: "compute-config-drive",
	family: "compute",
	severity: "low",
	title: "The machine reads its configuration from a drive",
	rationale:
		"The metadata service answers every program on the machine, and every request that one can be talked into making; a drive is read once, by root.",
	remediation: "Set configDrive to true, and let nothing on the machine reach 169.254.169.254.",
	references: [supporting(secnumcloud["10.5"]), supporting(gdpr["25(2)"])],
	appliesTo: [INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		// Nova's API writes True or an empty text.
		if (String(properties["configDrive"] ?? "").toLowerCase() === "true") return;
		const path = present(properties, "configDrive") ? "/configDrive" : "";
		report({ path, message: "It has no config drive, so that it depends on the metadata service." });
	},
	examples: {
		pass: [
			{ title: "a drive", resources: [instance({ configDrive: true })] },
			{ title: "a drive, as Nova's API writes it", source: "live", resources: [instance({ configDrive: "True" })] },
		],
		fail: [
			{ title: "as it is made", resources: [instance({})] },
			{ title: "turned off", resources: [instance({ configDrive: false })] },
			{ title: "none, as Nova's API writes it", source: "live", resources: [instance({ configDrive: "" })] },
		],
		unknown: [{ title: "not known", resources: [instance({ configDrive: new Unknown() })] }],
	},
};
export default control;
