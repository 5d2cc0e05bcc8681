import { expect, it } from "vitest";
import { UserError } from "../errors.ts";
import { catalogue } from "./catalogue.ts";
import { podSecurity } from "./frameworks.ts";
import type { Pack } from "./packs/pack.ts";
import type { Wish } from "./packs.ts";
import { chooseControls, controlNamed, packs } from "./packs.ts";

it("takes the baseline where nothing is said: all but low", () => {
	const { controls, packs } = chooseControls();
	expect(packs).toEqual(["baseline"]);
	expect(controls).toEqual(catalogue.filter(({ severity }) => severity !== "low"));
});

it("has no pack that judges nothing", () => {
	for (const { name, controls } of packs) expect(controls.length, name).toBeGreaterThan(0);
});

it("holds in each pack what its name promises", () => {
	for (const { name, controls } of packs)
		for (const { control } of controls) {
			if (name === "baseline") expect(control.severity, control.id).not.toBe("low");
			if (name === "best-practice") expect(control.severity, control.id).toBe("low");
		}
});

it("knows every control and family that the pack for moves names", () => {
	const moved = packs.find(({ name }) => name === "migration")?.controls.map(({ control }) => control) ?? [];
	for (const family of [
		"leftover",
		"residency",
		"transfer",
		"supplier",
		"keys",
		"minimised",
		"portability",
		"exit",
		"continuity",
		"restore",
	])
		expect(
			moved.some((control) => control.family === family),
			family,
		).toBe(true);
	for (const id of ["compute-image-pinned", "dns-no-dangling-record", "image-source-verified", "object-no-sync", "volume-backup"])
		expect(moved.map((control) => control.id)).toContain(id);
});

it.each([
	["pod-security-baseline", "baseline/"],
	["pod-security-restricted", ""],
])("holds in %s a control for each of the standard's clauses, and no other", (name, level) => {
	const clauses = Object.keys(podSecurity).filter((clause) => clause.startsWith(level));
	const controls = packs.find((pack) => pack.name === name)?.controls ?? [];
	const spokenFor = controls.flatMap(({ control }) =>
		control.references.filter(({ framework }) => framework === "Pod Security Standards").map(({ clause }) => clause),
	);
	expect(spokenFor.toSorted()).toEqual(clauses.toSorted());
	expect(controls).toHaveLength(clauses.length);
});

it("takes the parameters of a pack, then those given over them, then the control's own", () => {
	const control = controlNamed("net-no-world-ssh");
	const pack: Pack = { name: "town", title: "Town.", controls: [{ control, parameters: { ports: ["2222"] } }] };
	const portsBy = (wish: Wish): unknown => chooseControls(wish).parameters.get(control.id)?.["ports"];
	expect(portsBy({ packs: [pack] })).toEqual(["2222"]);
	expect(portsBy({ packs: [pack, "baseline"] })).toEqual(["2222"]);
	expect(portsBy({ packs: [pack], parameters: { [control.id]: { ports: ["22"] } } })).toEqual(["22"]);
	expect(portsBy({ packs: ["baseline"] })).toBeUndefined();
});

it("narrows packs down to the controls named, with the parameters given", () => {
	const parameters = { "net-no-world-ssh": { ports: ["22", "2222"] }, "residency-region": { provider: "ovhcloud" } };
	const choice = chooseControls({ controls: ["net-no-world-ssh"], parameters });
	expect(choice.controls.map(({ id }) => id)).toEqual(["net-no-world-ssh"]);
	expect(Object.fromEntries(choice.parameters)).toEqual({ "net-no-world-ssh": { ports: ["22", "2222"] } });
});

it.each<[Wish, string]>([
	[{ packs: ["basline"] }, 'no pack named "basline". Did you mean "baseline"?'],
	[{ controls: ["net-no-world-shh"] }, 'no control named "net-no-world-shh". Did you mean "net-no-world-ssh"?'],
	[{ parameters: { nothing: {} } }, 'no control named "nothing"'],
	[{ parameters: { "net-no-world-ssh": { port: ["22"] } } }, 'net-no-world-ssh.port is not known. Did you mean "ports"?'],
	[{ parameters: { "net-no-world-ssh": { ports: [22] } } }, "net-no-world-ssh.ports [0] Invalid input"],
	[{ parameters: { "net-no-world-ingress": { ports: [99_999] } } }, "net-no-world-ingress.ports [0] Too big"],
	[{ parameters: { "namespace-pod-security": { level: "privileged" } } }, "namespace-pod-security.level Invalid option"],
	[{ parameters: { "pod-privileged": { level: "restricted" } } }, "takes no parameters"],
	[{ parameters: { "pod-privileged": 1 } }, "is no mapping"],
])("refuses %j", (wish, said) => {
	try {
		chooseControls(wish);
	} catch (error) {
		expect(error).toBeInstanceOf(UserError);
		const { message, problems, exit } = error as UserError;
		expect([message, ...problems.map(({ key, message }) => `${key} ${message}`)].join("\n")).toContain(said);
		expect(exit).toBe(2);
		return;
	}
	throw new Error("nothing was refused");
});
