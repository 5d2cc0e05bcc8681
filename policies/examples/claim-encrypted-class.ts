import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { AS_DEFAULT, claim, scratch, statefulSet, storageClass } from "./storage.ts";

const vault = storageClass("vault", { parameters: { encrypted: "true" } });
const plain = storageClass("plain");
const of = (storageClassName: string) => ({ storageClassName });

export const examples: Control["examples"] = {
	pass: [
		{ title: "encrypted", resources: [claim(of("vault")), vault] },
		{ title: "in a template", resources: [statefulSet(of("vault")), vault, plain] },
		{
			title: "the default is",
			resources: [claim({}), storageClass("vault", { ...AS_DEFAULT, ...{ parameters: { encrypted: "true" } } }), plain],
		},
		{ title: "a class that the pack names", resources: [claim(of("gold"))], parameters: { encryptedClasses: ["gold"] } },
	],
	fail: [
		{
			title: "not encrypted",
			resources: [claim(of("plain")), plain],
			says: "class plain, which is not encrypted: encrypted is not true",
		},
		{ title: "does not exist", resources: [claim(of("vault")), plain], says: "does not exist" },
		{ title: "no default", resources: [claim({}), vault], says: "there is none" },
		{ title: "the default is not", resources: [scratch({}), storageClass("plain", AS_DEFAULT)] },
		{
			title: "the default is not, named as before",
			resources: [
				claim({}),
				storageClass("plain", { metadata: { annotations: { "storageclass.beta.kubernetes.io/is-default-class": "true" } } }),
			],
		},
		{ title: "the second template", resources: [statefulSet(of("vault"), of("plain")), vault, plain], says: "data-1" },
		{
			title: "the second of two defaults",
			resources: [
				claim({}),
				storageClass("vault", { ...AS_DEFAULT, parameters: { encrypted: "true" } }),
				storageClass("plain", AS_DEFAULT),
			],
		},
	],
	unknown: [
		{ title: "the class is not known", resources: [claim({ storageClassName: new Unknown() }), vault] },
		{ title: "the class may lie outside", resources: [claim(of("vault"))], partial: true },
		{
			title: "another default may lie outside",
			resources: [claim({}), storageClass("vault", { ...AS_DEFAULT, parameters: { encrypted: "true" } })],
			partial: true,
		},
		{
			title: "how it encrypts is not in the facts",
			resources: [claim(of("own")), storageClass("own", { provisioner: "own.town.example" })],
		},
		{
			title: "which is the default is not known",
			resources: [claim({}), storageClass("x", { metadata: { annotations: new Unknown() } })],
		},
	],
	notApplicable: [{ title: "a volume that was made by hand", resources: [claim({ storageClassName: "", volumeName: "scans" })] }],
};
