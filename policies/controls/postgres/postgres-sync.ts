import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { POSTGRES } from "../../copies.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { postgres, specOf } from "../../postgres.ts";

const control: Control = {
	id: "postgres-sync",
	family: "postgres",
	severity: "medium",
	title: "What is written is on two machines before it counts",
	rationale:
		"Without a standby in step, the last seconds of entries are lost with the machine that took them, although people were told that they are kept.",
	remediation: "Set spec.postgresql.synchronous to { method: any, number: 1 } with three instances.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: [POSTGRES],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(database, context) {
		const { minSyncReplicas, postgresql, instances } = specOf(database);
		const synchronous = postgresql?.synchronous;
		const [path, count] = synchronous
			? ["/spec/postgresql/synchronous/number", synchronous.number ?? 0]
			: ["/spec/minSyncReplicas", minSyncReplicas ?? 0];
		if (Number.isNaN(Number(count))) return context.unknown(path, "it is not a number");
		if (Number(count) < 1)
			context.report({ path: "/spec/postgresql/synchronous", message: "No standby is in step with the instance that writes." });
		else if (Number(instances ?? 1) <= Number(count))
			context.report({
				path: "/spec/instances",
				message: `With ${instances ?? 1} of ${Number(count) + 1} instances there is no standby to be in step.`,
			});
	},
	examples: {
		pass: [
			{ title: "any one of two", resources: [postgres({ instances: 3, postgresql: { synchronous: { method: "any", number: 1 } } })] },
			{ title: "as it was said before 1.24", resources: [postgres({ instances: 3, minSyncReplicas: 1, maxSyncReplicas: 2 })] },
			{ title: "one of one", resources: [postgres({ instances: 2, minSyncReplicas: 1, postgresql: { synchronous: null } })] },
		],
		fail: [
			{ title: "not said", resources: [postgres({ instances: 3 })], says: "No standby" },
			{ title: "none", resources: [postgres({ instances: 3, minSyncReplicas: 0 })] },
			{ title: "no number", resources: [postgres({ instances: 3, minSyncReplicas: 1, postgresql: { synchronous: { method: "any" } } })] },
			{ title: "alone", resources: [postgres({ minSyncReplicas: 1 })], says: "1 of 2 instances" },
			{ title: "too few", resources: [postgres({ instances: 2, minSyncReplicas: 2 })] },
		],
		unknown: [
			{ title: "not known", resources: [postgres({ instances: 3, minSyncReplicas: new Unknown() })] },
			{ title: "how many there are is not known", resources: [postgres({ instances: new Unknown(), minSyncReplicas: 1 })] },
			{ title: "no amount", resources: [postgres({ instances: 3, minSyncReplicas: "some" })], says: "not a number" },
		],
	},
};
export default control;
