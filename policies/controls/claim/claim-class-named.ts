import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { AS_DEFAULT, claim, scratch, statefulSet, storageClass } from "../../examples/storage.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { bearsClaims, classNameOf, eachClaim, storageClasses } from "../../storage-classes.ts";

const fast = storageClass("fast");
const named = { storageClassName: "fast" };

const control: Control<{ allowed: readonly string[] }> = {
	id: "claim-class-named",
	family: "claim",
	severity: "low",
	title: "Claims name a storage class that exists",
	rationale:
		"Without a name the cluster's default decides, and another cluster's default is another disk: unencrypted, remote or gone with the claim.",
	remediation: "Name the class in storageClassName; name those that the cloud brings in the parameter allowed.",
	references: [partial(secnumcloud["10.1"]), partial(secnumcloud["12.11"]), partial(gdpr["25(1)"])],
	appliesTo: bearsClaims,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		allowed: {
			description: "Classes that claims may name; they need not be in the input. Empty: any that is in it.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		const { allowed } = context.parameters;
		let any = false;
		eachClaim(subject, context, (claim) => {
			any = true;
			const path = `${claim.path}/storageClassName`;
			const name = classNameOf(claim);
			if (name === undefined)
				return context.report({ path, message: `The ${claim.called} names no storage class, so that the cluster's default decides.` });
			// The empty name asks for a volume that was made by hand.
			if (name === "" || allowed.includes(name)) return;
			if (allowed.length > 0)
				context.report({ path, message: `The ${claim.called} names the storage class ${name}; allowed is ${allowed.join(", ")}.` });
			else if (!context.all.once(storageClasses).byName.has(name))
				context.absent({ path, message: `The ${claim.called} names the storage class ${name}, which does not exist.` });
		});
		if (!any) context.notApplicable();
	},
	examples: {
		pass: [
			{ title: "named", resources: [claim(named), fast] },
			{ title: "in a template", resources: [statefulSet(named), fast] },
			{ title: "of an ephemeral volume", resources: [scratch(named), fast] },
			{
				title: "named as it was before 1.6",
				resources: [claim({}, { annotations: { "volume.beta.kubernetes.io/storage-class": "fast" } }), fast],
			},
			{ title: "what the cloud brings", resources: [claim(named)], parameters: { allowed: ["fast"] } },
			{ title: "a volume that was made by hand", resources: [claim({ storageClassName: "", volumeName: "scans" })] },
		],
		fail: [
			{ title: "not named", resources: [claim({}), fast], says: "names no storage class" },
			{ title: "nothing named", resources: [claim({ storageClassName: null }), storageClass("fast", AS_DEFAULT)] },
			{ title: "does not exist", resources: [claim(named), storageClass("slow")], says: "fast, which does not exist" },
			{ title: "in the second template", resources: [statefulSet(named, {}), fast], says: "claim template data-1" },
			{ title: "of an ephemeral volume", resources: [scratch({}), fast], says: "ephemeral volume scratch" },
			{ title: "not among the allowed", resources: [claim(named), fast], parameters: { allowed: ["vault"] }, says: "allowed is vault" },
			{ title: "behind one that is not known", resources: [statefulSet({ storageClassName: new Unknown() }, {}), fast] },
		],
		unknown: [
			{ title: "the name is not known", resources: [claim({ storageClassName: new Unknown() }), fast] },
			{ title: "the class may lie outside this part", resources: [claim(named)], partial: true },
			{ title: "templates are not known", resources: [{ ...statefulSet(), properties: { spec: new Unknown() } }] },
		],
		notApplicable: [{ title: "no templates", resources: [statefulSet()] }],
	},
};
export default control;
