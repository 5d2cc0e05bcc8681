import { expect, test } from "vitest";
import type { Difference, DriftReport } from "../../engine/drift.ts";
import { asText as doctorText } from "./doctor.ts";
import { asText } from "./drift.ts";

const report = (more: Partial<DriftReport>): DriftReport => ({
	differences: [],
	pending: [],
	alsoFails: [],
	notVisible: [],
	stateAt: "2026-01-02T14:02:33.123Z",
	readAt: "2026-01-02T14:31:00Z",
	seen: new Map(),
	names: new Map(),
	...more,
});
const difference = (more: Partial<Difference>): Difference => ({
	change: "unmanaged",
	place: "town",
	subject: "SecurityGroupRule",
	what: "tcp 22 from 0.0.0.0/0 on group app",
	fields: [],
	resource: { id: "x", type: "t", name: "x", properties: {}, dependsOn: [], locations: [] },
	repairs: [],
	fails: [],
	...more,
});
const WHERE = { title: "town-hall", stack: "production" };

test("a line a difference, what it breaks below it, and what to type next", () => {
	const text = asText(
		report({
			differences: [
				difference({ at: "2026-01-02T14:12:00Z", fails: [{ control: "net-no-world-ssh", severity: "critical" }] }),
				difference({ change: "changed", subject: "Namespace passports", what: "enforce: restricted → privileged", by: "kubectl-label" }),
				difference({ change: "gone", subject: "Volume data", what: "is not there any more" }),
			],
			pending: [{ layer: "services", operation: "create", subject: "Service web", what: "described, not made yet" }],
			notVisible: [{ what: "RoleBinding in passports", why: "forbidden" }],
		}),
		WHERE,
		false,
	);
	expect(text).toBe(`town-hall (production) · state 2026-01-02 14:02 · clouds read 2026-01-02 14:31 UTC
  + SecurityGroupRule tcp 22 from 0.0.0.0/0 on group app   not managed, added 2026-01-02 14:12
      critical net-no-world-ssh
  ~ Namespace passports enforce: restricted → privileged   changed by kubectl-label
  - Volume data is not there any more
  » Service web described, not made yet   described, \`up\` would create it
  ? RoleBinding in passports could not be looked at: forbidden
3 differences, 1 weakens security; 1 change described and not applied; 1 place not seen. \`socle drift --fix\` lists what it would change, asks, and restores the description.
`);
});

test("nothing differs only if everything was seen", () => {
	expect(asText(report({}), WHERE, false)).toContain("Description, state and clouds agree.");
	expect(asText(report({ notVisible: [{ what: "a", why: "b" }] }), WHERE, false)).not.toContain("agree");
});

test("what a name in a cloud holds can't repaint the screen", () => {
	const text = asText(report({ differences: [difference({ what: "\u001b[2Jall is well\r\u202e" })] }), WHERE, false);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not pass.
	expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test("doctor: what is missing with its cure, what nobody can see, and what to do next", () => {
	const where = { environment: "town-hall", stack: "production" };
	expect(
		doctorText(
			[
				{ id: "a", status: "ok", message: "services Nova" },
				{ id: "b", status: "missing", message: "no zone", cure: "Name one." },
				{ id: "c", status: "unknown", message: "encryption" },
			],
			where,
			false,
		),
	).toBe(`town-hall (production)
  ✔ services Nova
  ✖ no zone
      Name one.
  ? encryption
1 thing missing; mend that before \`socle up\`. 1 thing nobody here can see.
`);
	expect(doctorText([{ id: "a", status: "ok", message: "all" }], where, false)).toContain("Nothing is missing. Next: `socle up`.");
});
