import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { seconds } from "../../days.ts";
import { impersonal, RECORD, recorded, service, unsaid } from "../../examples/declared.ts";
import { direct, gdpr, partial, rgesn } from "../../frameworks.ts";
import { declaredService, personalRecord, SERVICE } from "../../services.ts";

const control: Control = {
	id: "processing-retention",
	family: "processing",
	severity: "medium",
	title: "It is settled how long personal data is kept",
	rationale: "Data that nobody needs any more still leaks, and still has to be searched when somebody asks what is held.",
	remediation: "Write data.retention below the service, no shorter than files.retention.",
	references: [direct(gdpr["5(1)(e)"]), partial(gdpr["30(1)"]), partial(rgesn["7.2"])],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const record = personalRecord(subject, context);
		if (record === undefined) return;
		if (record.retention === undefined) return context.report({ path: "/data", message: "No time limit is named (data.retention)." });
		const { files } = declaredService(subject);
		if (files?.retention === undefined || seconds(files.retention) <= seconds(record.retention)) return;
		context.report({
			path: "/files/retention",
			message: `Files are kept for ${files.retention}, longer than the ${record.retention} that the record of processing says.`,
		});
	},
	examples: {
		pass: [
			recorded("a time limit", {}),
			{ title: "files as long as the record says", resources: [service({ data: RECORD, files: { bucket: "scans", retention: "P5Y" } })] },
			{ title: "files for a shorter time", resources: [service({ data: RECORD, files: { bucket: "scans", retention: "18h" } })] },
		],
		fail: [
			{ title: "none", resources: [service({ data: { personal: true } })] },
			{ title: "files for longer", resources: [service({ data: RECORD, files: { bucket: "scans", retention: "10y" } })] },
		],
		unknown: [unsaid, recorded("not known", { retention: new Unknown() }, service({}, "other"))],
		notApplicable: [impersonal],
	},
};
export default control;
