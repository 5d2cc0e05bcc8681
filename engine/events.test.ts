import { describe, expect, it } from "vitest";
import type { Diagnostic } from "./events.ts";
import { nameOf, readEvent, typeOf } from "./events.ts";

const urn = "urn:pulumi:t.lab.foundation::socle::socle:openstack:Network$openstack:networking/port:Port::app-0";
const envelope = { sequence: 1, timestamp: 0 };
const state = { type: "openstack:networking/port:Port", urn, custom: true, id: "", parent: "p", inputs: { name: "app-0" }, outputs: {} };
const metadata = {
	op: "create",
	urn,
	type: "openstack:networking/port:Port",
	old: null,
	new: state,
	detailedDiff: null,
	provider: "openstack",
};
const say = (severity: string, message: string): Diagnostic | undefined => {
	const event = readEvent({ ...envelope, diagnosticEvent: { severity, message, color: "raw", urn } });
	return event?.kind === "diagnostic" ? event.diagnostic : undefined;
};

describe("steps", () => {
	it("are read from what will be and from what was", () => {
		const event = readEvent({ ...envelope, resourcePreEvent: { metadata, planning: true } });
		expect(event).toMatchObject({
			kind: "start",
			planning: true,
			step: { op: "create", urn, custom: true, inputs: { name: "app-0" }, differs: [] },
		});
		const gone = { ...metadata, op: "delete", old: { ...state, id: "x" }, new: null };
		expect(readEvent({ ...envelope, resOutputsEvent: { metadata: gone } })).toMatchObject({
			kind: "done",
			step: { op: "delete", id: "x", old: { id: "x" } },
		});
		expect(readEvent({ ...envelope, resOpFailedEvent: { metadata, status: 0, steps: 1 } })).toMatchObject({
			kind: "failed",
			step: { urn },
		});
	});

	it("name the paths that differ, once", () => {
		const changed = {
			...metadata,
			op: "update",
			old: state,
			diffs: ["tags"],
			detailedDiff: { "tags[0]": { diffKind: "update" }, tags: {} },
		};
		expect(readEvent({ ...envelope, resourcePreEvent: { metadata: changed } })).toMatchObject({ step: { differs: ["tags[0]", "tags"] } });
	});

	it("survive fields that are missing", () => {
		expect(readEvent({ ...envelope, resourcePreEvent: {} })).toMatchObject({
			kind: "start",
			step: { op: "", urn: "", inputs: {}, custom: false },
		});
		expect(readEvent({ ...envelope })).toBeUndefined();
	});
});

describe("diagnostics", () => {
	it("of the SDK's debugging, which hold secrets in clear, go no further", () => {
		expect(say("debug", "RegisterResource RPC finished: resp: password,,hunter2")).toBeUndefined();
	});

	it("lose the engine's colours", () => {
		expect(say("error", "<{%fg 1%}>update failed<{%reset%}>\n")).toEqual({ severity: "error", message: "update failed", urn });
	});

	it("known to be harmless say why", () => {
		const octavia =
			"Users not using loadbalancer resources can ignore this message. Support for neutron-lbaas will be removed on next major release.";
		expect(say("warning", octavia)?.noise).toMatch(/useOctavia/);
		expect(say("warning", "multiattach parameter has been deprecated and removed on Openstack Bobcat")?.noise).toBeDefined();
		expect(say("warning", "quota is nearly used up")?.noise).toBeUndefined();
	});

	it("are never noise when they are errors", () => {
		expect(say("error", "Support for neutron-lbaas will be removed on next major release")?.noise).toBeUndefined();
	});

	it("of a killed run are put into Socle's words", () => {
		const message = `Attempting to deploy or update resources with 1 pending operations from previous deployment.\n  * ${urn}, interrupted while creating\nThese resources …`;
		expect(say("warning", message)?.message).toMatch(/^An earlier run was killed in the middle of: app-0 \(creating\)\..*socle refresh/);
	});
});

it("reads violations, the summary and what is new", () => {
	const policy = {
		policyName: "net-no-world-ssh",
		policyPackName: "socle",
		enforcementLevel: "mandatory",
		message: "no",
		resourceUrn: urn,
		color: "raw",
	};
	expect(readEvent({ ...envelope, policyEvent: policy })).toMatchObject({
		violation: { policy: "net-no-world-ssh", mandatory: true, urn },
	});
	expect(readEvent({ ...envelope, policyEvent: { ...policy, enforcementLevel: "advisory" } })).toMatchObject({
		violation: { mandatory: false },
	});
	const summary = { resourceChanges: { create: 2 }, durationSeconds: 3, maybeCorrupt: false };
	expect(readEvent({ ...envelope, summaryEvent: summary })).toEqual({
		kind: "summary",
		changes: { create: 2 },
		seconds: 3,
		mayBeCorrupt: false,
	});
	expect(readEvent({ ...envelope, cancelEvent: {} })).toBeUndefined();
	expect(readEvent({ ...envelope, somethingNewEvent: { a: 1 } })).toEqual({ kind: "other", name: "somethingNewEvent", body: { a: 1 } });
});

it("takes URNs apart", () => {
	expect(nameOf(urn)).toBe("app-0");
	expect(typeOf(urn)).toBe("openstack:networking/port:Port");
});
