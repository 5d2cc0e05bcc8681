/** What a cloud shows of itself, held against what a state says of the same objects. */

import type { Part } from "../inventory/artefacts.ts";
import type { Resource } from "../inventory/resource.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";

/** Reasons for which a live list may leave open what a state knows: the user may not see it, whatever Socle asks. */
const KEPT_BACK = /only administrators see|only owners of the account see|what a Secret holds is not read|is a secret/;

/** Controls whose fact is another one in a cloud, with the reason. */
const ANOTHER_THERE: Readonly<Record<string, string>> = {
	"compute-zone-spread": "a cloud shows the zone that it chose, where a program left it open",
	"compute-volume-declared": "a program takes its own volumes away with its machines; a cloud does not know who made them",
};

interface Judged {
	verdict: string;
	message: string;
	name: string;
}

/** Every verdict by control and by what the cloud calls the object. */
function verdicts(
	resources: readonly Resource[],
	more: Omit<Parameters<typeof evaluate>[0], "resources">,
	today: string,
): Map<string, Judged> {
	const { results } = evaluate({ resources: [...resources], ...more }, { controls: catalogue, today });
	const byId = new Map(resources.map((resource) => [resource.id, resource]));
	return new Map(
		results.flatMap(({ control, verdict, message, resource: { id, name } }) => {
			const resource = byId.get(id);
			return resource?.physicalId === undefined
				? []
				: [[`${control} ${kindOf(resource)} ${resource.physicalId}`, { verdict, message, name }]];
		}),
	);
}

/** Versions of one API are one kind. */
const kindOf = ({ type }: Resource): string => (type.includes(":") ? type : type.replace(/(^|\/)v\d[^/]*\//, "$1"));

/**
 * What the live list says otherwise than the state, of objects that both have and by controls that may look at both: unknown may become
 * known, and what only others may see may stay open.
 */
export function disagreements(state: readonly Resource[], live: readonly Part[], declared: readonly Resource[], today: string): string[] {
	const hidden = live.flatMap((part) => part.hidden ?? []);
	const objects = live.flatMap(({ resources }) => resources);
	const before = verdicts([...declared, ...state], { source: "state", partial: false }, today);
	const after = verdicts([...declared, ...objects], { source: "live", partial: false, hidden }, today);
	return [...before].flatMap(([key, was]) => {
		const is = after.get(key);
		if (is === undefined || was.verdict === is.verdict || was.verdict === "unknown") return [];
		if (was.verdict === "not-applicable" || is.verdict === "not-applicable") return [];
		if (is.verdict === "unknown" && KEPT_BACK.test(is.message)) return [];
		const [control = ""] = key.split(" ");
		return control in ANOTHER_THERE ? [] : [`${control} ${was.name}: ${was.verdict}, live ${is.verdict}: ${is.message}`];
	});
}

/** Names of the state's objects that no live list has; of `types` only, because a program also describes what is no object of a cloud. */
export function unseen(state: readonly Resource[], live: readonly Part[], types: readonly string[]): string[] {
	const seen = new Set(live.flatMap(({ resources }) => resources).map((resource) => `${kindOf(resource)} ${resource.physicalId}`));
	return state
		.filter((resource) => types.includes(resource.type) && !seen.has(`${kindOf(resource)} ${resource.physicalId}`))
		.map(({ name }) => name);
}
