import { Unknown } from "../../../inventory/resource.ts";
import type { Control, Parameter } from "../../control.ts";
import { daysUntil } from "../../days.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { gdpr, rgesn, supporting } from "../../frameworks.ts";

const ceiling: Parameter<number> = {
	description: "Monthly amount above which the budget of an environment is decided elsewhere, in the currency of the budget.",
	default: 100_000,
	schema: { type: "integer", minimum: 1 },
};

/** Judges that an amount is declared; what the environment costs is not computed yet. */
const control: Control<{ ceiling: number }> = {
	id: "budget-declared",
	family: "budget",
	severity: "low",
	title: "There is a budget, and it runs",
	rationale: "Without an amount nobody notices a machine too many, nor a stranger's miner on a stolen account.",
	remediation: "Write budget: monthly and until.",
	references: [supporting(rgesn["3.2"]), supporting(gdpr["32(1)(b)"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ceiling },
	check(_, { all, report, today, parameters }) {
		const { budget } = environmentOf(all) ?? {};
		if (budget?.monthly === undefined) return report({ path: "", message: "No budget is named (budget.monthly)." });
		if (budget.monthly > parameters.ceiling)
			report({
				path: "/budget/monthly",
				message: `${budget.monthly} a month is more than the ${parameters.ceiling} that are decided here.`,
			});
		if (budget.until === undefined)
			return report({ path: "/budget", message: "It is not said until when the budget was granted (budget.until)." });
		if (!(daysUntil(budget.until, today) >= 0)) report({ path: "/budget/until", message: `The budget ended on ${budget.until}.` });
	},
	examples: {
		pass: [
			{ title: "an amount that runs", resources: [town({ budget: { monthly: 450, until: "2026-12-31" } })] },
			{ title: "the last day", resources: [town({ budget: { monthly: 100_000, until: "2026-11-23" } })] },
		],
		fail: [
			{ title: "none", resources: [town()] },
			{ title: "ended", resources: [town({ budget: { monthly: 450, until: "2026-11-22" } })] },
			{ title: "more than is decided here", resources: [town({ budget: { monthly: 100_001, until: "2026-12-31" } })] },
			{ title: "no end", resources: [town({ budget: { monthly: 450 } })] },
		],
		unknown: [{ title: "not known", resources: [town({ budget: { monthly: new Unknown(), until: "2026-12-31" } })] }],
	},
};
export default control;
