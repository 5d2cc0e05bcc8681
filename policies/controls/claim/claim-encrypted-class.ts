import type { Control } from "../../control.ts";
import { examples } from "../../examples/claim-encrypted-class.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { bearsClaims, classNameOf, eachClaim, encryptionOfClass, storageClasses } from "../../storage-classes.ts";
import type { EncryptedTypes } from "../../volume-types.ts";
import { encryptedTypes } from "../../volume-types.ts";

const control: Control<EncryptedTypes & { encryptedClasses: readonly string[] }> = {
	id: "claim-encrypted-class",
	family: "claim",
	severity: "medium",
	title: "Claims are of an encrypted storage class",
	rationale: "A disk that leaves the data centre, or a snapshot of it, is readable by whoever holds it unless its class encrypts.",
	remediation: "Name a class in storageClassName whose provisioner is told to encrypt, or name it in the parameter encryptedClasses.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.1"]), partial(nis2["21.2(h)"])],
	appliesTo: bearsClaims,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		encryptedTypes,
		encryptedClasses: {
			description: "Storage classes that are known to encrypt, whatever their parameters say.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		let any = false;
		eachClaim(subject, context, (claim) => {
			const name = classNameOf(claim);
			// A volume that was made by hand is judged itself.
			if (name === "") return;
			any = true;
			const path = `${claim.path}/storageClassName`;
			const { byName, defaults, open } = context.all.once(storageClasses);
			if (name !== undefined && context.parameters.encryptedClasses.includes(name)) return;
			if (name === undefined && open !== undefined) return context.unknown(path, "which class is the default is not known");
			const classes = name === undefined ? defaults : [byName.get(name) ?? []].flat();
			if (classes.length === 0)
				return context.absent({
					path,
					message: `The ${claim.called} is of ${name === undefined ? "the default class, and there is none" : `the class ${name}, which does not exist`}.`,
				});
			for (const each of classes) {
				const { encrypted, why } = encryptionOfClass(each, context);
				if (!encrypted)
					context.report({ path, message: `The ${claim.called} is of the class ${each.name}, which is not encrypted: ${why}.` });
			}
			if (name === undefined && context.all.partial)
				context.unknown(path, "another class may be the default outside this part of the input");
		});
		if (!any) context.notApplicable();
	},
	examples,
};
export default control;
