import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { days, inDays } from "../../days.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { goSeconds } from "../../go-duration.ts";

const certificate = (spec: Properties | Unknown) => manifest("cert-manager.io/v1", "Certificate", "town", { spec }, "town");

const control: Control<{ most: number }> = {
	id: "certificate-duration",
	family: "certificate",
	severity: "low",
	title: "Certificates live for months, not years",
	rationale: "A key that is stolen serves until its certificate ends; a short life also keeps renewal in practice.",
	remediation: "Set spec.duration to 2160h (90 days), which is cert-manager's default, and renewBefore to a third of it.",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	appliesTo: ["cert-manager.io/v1/Certificate"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { most: days("How many days a certificate may live.", 100) },
	check({ properties }, { parameters, report, unknown, notApplicable }) {
		const { duration, isCA } = (properties["spec"] ?? {}) as { duration?: string | null; isCA?: boolean };
		// Whoever signs others has to outlive them.
		if (isCA === true) return notApplicable();
		if (duration === undefined || duration === null) return; // 90 days, cert-manager's default
		const seconds = goSeconds(duration);
		if (seconds === undefined) return unknown("/spec/duration", "it is not a duration");
		if (seconds > inDays(parameters.most))
			report({ path: "/spec/duration", message: `It lives for ${Math.round(seconds / inDays(1))} days; ${parameters.most} are the most.` });
	},
	examples: {
		pass: [
			{ title: "90 days", resources: [certificate({ duration: "2160h" })] },
			{ title: "as cert-manager writes it", resources: [certificate({ duration: "2160h0m0s", isCA: false })] },
			{ title: "not said", resources: [certificate({ dnsNames: ["town.example"] })] },
			{ title: "nothing said", resources: [certificate({ duration: null })] },
			{ title: "on the day", resources: [certificate({ duration: "2400h" })] },
		],
		fail: [
			{ title: "a year", resources: [certificate({ duration: "8760h" })], says: "365 days" },
			{ title: "a second too much", resources: [certificate({ duration: "2400h0m1s" })], says: "100 are the most" },
			{ title: "too much for a pack", resources: [certificate({ duration: "2160h" })], parameters: { most: 30 } },
		],
		unknown: [
			{ title: "not known", resources: [certificate({ duration: new Unknown() })] },
			{ title: "days, which Go does not know", resources: [certificate({ duration: "90d" })], says: "not a duration" },
		],
		notApplicable: [{ title: "an authority", resources: [certificate({ duration: "87600h", isCA: true })] }],
	},
};
export default control;
