import type { Resource, Value } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { CheckContext, Example, ExampleResource } from "./control.ts";
import { credentialNamed } from "./credentials.ts";
import { escapeToken } from "./guard.ts";

/** Reports each value of the subject's metadata that is a credential, by its key or by itself. */
export function forbidCredentials({ properties }: Resource, { all, each, report }: CheckContext<unknown>): void {
	const metadata = properties["metadata"];
	if (typeof metadata !== "object" || metadata === null) return;
	each(Object.keys(metadata), (key) => {
		const value = (metadata as { [key: string]: Value })[key];
		const what = typeof value === "string" ? credentialNamed(key, value, all) : undefined;
		if (what !== undefined) report({ path: `/metadata/${escapeToken(key)}`, message: `The metadata ${key} holds ${what}.` });
	});
}

/** Examples of a control about metadata: `of` makes the subject that bears it. Every token is made up. */
export function metadataExamples(of: (metadata: { [key: string]: Value }) => ExampleResource): {
	pass: Example[];
	fail: Example[];
	unknown: Example[];
} {
	return {
		pass: [
			{ title: "labels", resources: [of({ owner: "civil-registry", classification: "internal", retention: "P5Y" })] },
			{
				title: "a reference to the key manager",
				resources: [of({ password: "https://keys.example/v1/secrets/7f0c4a52-3a55-4d3e-9a1f-0a7c5e0d9b11" })],
			},
			{
				title: "a digest and an id",
				resources: [of({ image: `sha256:${"0123456789abcdef".repeat(4)}`, job: "7f0c4a52-3a55-4d3e-9a1f-0a7c5e0d9b11" })],
			},
			{ title: "none", resources: [of({})] },
		],
		fail: [
			{ title: "a password", resources: [of({ owner: "civil-registry", "db/password": "winter-2026" })] },
			{ title: "a token by its form", resources: [of({ note: `glpat-${"Example0Fake1Not2Real".slice(0, 20)}` })] },
			{ title: "a login in a URL", resources: [of({ backend: "postgres://town:winter-2026@db.example/town" })] },
			{ title: "a key by its name and randomness", resources: [of({ apiKey: "Example7Fake3Not1Real9Value" })] },
			{ title: "one, beside a value that is not known", resources: [of({ owner: new Unknown(), password: "winter-2026" })] },
		],
		unknown: [{ title: "a value is not known", resources: [of({ owner: new Unknown() })] }],
	};
}
