import type { Resource } from "../inventory/resource.ts";
import { evaluate } from "../policies/evaluate.ts";
import { chooseControls } from "../policies/packs.ts";
import type { Severity } from "../reports/report.ts";
import { SEVERITIES } from "../reports/report.ts";
import type { Item } from "./estate.ts";
import type { Portfolio } from "./inputs/portfolio.ts";
import type { Place } from "./location.ts";

/** What a control says about the estate as it stands: the reason to move, or what has to be answered before. */
export interface Reason {
	control: string;
	title: string;
	severity: Severity;
	verdict: "fail" | "unknown";
	/** Whom it is about: `aws eu-west-1`, or the id of a resource. */
	subject: string;
	message: string;
	references: string[];
	/** Ids of the resources that it is about. */
	resources: string[];
}

/** What the packs say of the provider and region of each item, and of what is Kubernetes or OpenStack already. */
export function reasonsOf(
	items: readonly Item[],
	places: ReadonlyMap<string, Place>,
	packs: readonly string[],
	portfolio: Portfolio,
): Reason[] {
	const { controls, parameters } = chooseControls({ packs: [...packs] });
	const title = new Map(controls.map(({ id, title }) => [id, title]));
	const options = { controls, parameters };
	const reasons: Reason[] = [];
	const add = (
		evaluation: ReturnType<typeof evaluate>,
		subject: (id: string) => string | undefined,
		about: (id: string) => string[],
	): void => {
		for (const { control, verdict, severity, message, resource, references } of evaluation.results) {
			if (verdict !== "fail" && verdict !== "unknown") continue;
			const who = subject(resource.id);
			if (who === undefined) continue;
			reasons.push({
				control,
				title: title.get(control) ?? control,
				severity,
				verdict,
				subject: who,
				message,
				references: references.map(({ framework, clause }) => `${framework} ${clause}`),
				resources: about(resource.id),
			});
		}
	};
	const grounds = Map.groupBy(
		items.filter(({ id }) => places.has(id)),
		({ id }) => {
			const { provider, region = "" } = places.get(id)!;
			return `${provider} ${region}`.trim();
		},
	);
	for (const [ground, of] of grounds) {
		const ids = of.map(({ id }) => id);
		add(
			evaluate({ resources: [declared(places.get(ids[0]!)!, portfolio)], source: "state", partial: true }, options),
			() => ground,
			() => ids,
		);
	}
	const canonical = items.filter(({ provider }) => provider === "kubernetes" || provider === "openstack");
	if (canonical.length > 0) {
		const byId = new Map(canonical.map(({ id, resource }) => [resource.id, id]));
		const resources = canonical.map(({ resource }) => resource);
		const evaluation = evaluate({ resources, source: "state", partial: true }, options);
		add(
			evaluation,
			(id) => byId.get(id),
			(id) => [byId.get(id)!],
		);
	}
	return reasons.sort(
		(a, b) =>
			SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
			compare(a.verdict, b.verdict) ||
			compare(a.control, b.control) ||
			compare(a.subject, b.subject),
	);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The ground that an estate stands on, as an environment would declare it; nothing is declared that the inputs do not say. */
function declared({ provider, region }: Place, { sovereignty, organisation }: Portfolio): Resource {
	return {
		id: `${provider} ${region ?? ""}`.trim(),
		type: "socle/v1/Environment",
		name: "estate",
		properties: {
			stack: "production",
			cloud: { provider, ...(region === undefined ? {} : { region }) },
			sovereignty: { classification: sovereignty?.classification ?? "internal", jurisdictions: sovereignty?.jurisdictions ?? ["EU"] },
			...(organisation === undefined ? {} : { organisation: { kind: organisation.kind, country: organisation.country } }),
		},
		dependsOn: [],
		locations: [],
	};
}
