import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { POOL } from "../../listeners.ts";

const MONITOR = "openstack:loadbalancer/monitor:Monitor";

const control: Control = {
	id: "lb-health-monitor",
	family: "lb",
	severity: "medium",
	title: "The pool asks its servers whether they are well",
	rationale:
		"Without a monitor a balancer goes on sending people to a server that is down: several servers are then no more available than one.",
	remediation: "Give the pool a monitor, of type HTTP or HTTPS where the servers speak it.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: [POOL],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(pool, { all, report, unknown }) {
		const { list, complete } = all.referrers(pool, MONITOR, "/poolId");
		const { adminStateUp: poolUp } = pool.properties;
		if (poolUp === false || list.some(({ properties }) => properties["adminStateUp"] !== false)) return;
		if (!complete) unknown("", "whether a monitor watches it is not known");
		else report({ path: "", message: list.length > 0 ? "Its monitor is switched off." : "No monitor watches its servers." });
	},
	examples: {
		pass: [
			{ title: "a monitor", resources: [pool({}), monitor({})] },
			{
				title: "one in use, beside one that is switched off",
				resources: [pool({}), monitor({}), { ...monitor({ adminStateUp: false }), name: "old" }],
			},
			{ title: "a pool that is switched off sends to nobody", resources: [pool({ adminStateUp: false })] },
		],
		fail: [
			{ title: "none", resources: [pool({})] },
			{ title: "one of another pool", resources: [pool({}), monitor({ poolId: "other" })] },
			{ title: "switched off", resources: [pool({}), monitor({ adminStateUp: false })] },
		],
		unknown: [
			{ title: "a monitor of a pool that is not known", resources: [pool({}), monitor({ poolId: new Unknown() })] },
			{ title: "a monitor may lie outside this part", partial: true, resources: [pool({})] },
			{ title: "whether it is switched on is not known", resources: [pool({}), monitor({ adminStateUp: new Unknown() })] },
		],
	},
};
export default control;

function pool(properties: Properties): ExampleResource {
	return {
		type: POOL,
		name: "app",
		id: "app",
		properties: { loadbalancerId: "edge", protocol: "HTTP", lbMethod: "ROUND_ROBIN", ...properties },
	};
}
function monitor(properties: Properties): ExampleResource {
	return { type: MONITOR, name: "well", properties: { poolId: "app", type: "HTTP", delay: 10, timeout: 5, maxRetries: 3, ...properties } };
}
