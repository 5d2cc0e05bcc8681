import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { inBothFamilies, instance, network, port, subnet } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { INSTANCE, INTERFACE, interfacesOf, isPublic, plugOf, ROUTER } from "../../ports.ts";

const on = (...names: string[]) => instance({ networks: names.map((uuid) => ({ uuid })) });
const router = { type: ROUTER, name: "router", properties: { externalNetworkId: "Ext-Net" } };

const control: Control = {
	id: "compute-private-network",
	family: "compute",
	severity: "medium",
	title: "The machine is on private networks only",
	rationale:
		"On a network with public addresses a machine is reached without anyone having opened a way in: only its groups stand between.",
	remediation: "Name a network in networks whose subnets are of private space, and lead to the machine through a balancer.",
	references: [partial(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: [INSTANCE, INTERFACE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, each }) {
		const here = (prefix: string, record: object): void => {
			const plug = plugOf(subject, prefix, record, all);
			if (plug === undefined) return;
			const why = isPublic(plug, all);
			if (why !== undefined) report({ path: plug.holder === subject ? plug.pointer : prefix, message: `Its network ${why}.` });
		};
		if (subject.type === INTERFACE) return here("", subject.properties);
		const interfaces = interfacesOf(subject);
		each(interfaces, (record, index) => here(`/networks/${index}`, record));
		if (interfaces.length === 0 && subject.properties["networkMode"] !== "none")
			report({ path: "", message: "It names no network, so that Nova chooses one." });
	},
	examples: {
		pass: [
			...inBothFamilies(({ town }) => ({ title: "private space", resources: [on("app"), network("app"), subnet(town)] })),
			{
				title: "through a port",
				resources: [instance({ networks: [{ port: "eth0" }] }), port("eth0"), network("app"), subnet("10.1.0.0/16")],
			},
			{ title: "a network without addresses", resources: [on("app"), network("app")] },
			{ title: "no network at all", resources: [instance({ networkMode: "none" })] },
		],
		fail: [
			...inBothFamilies(({ partner }) => ({ title: "public space", resources: [on("app"), network("app"), subnet(partner)] })),
			{ title: "an external network", resources: [on("app"), network("app", { external: true })] },
			{ title: "the second of two", resources: [on("app", "Ext-Net"), network("app"), subnet("10.1.0.0/16"), router] },
			{
				title: "one private and one public subnet",
				resources: [on("app"), network("app"), subnet("10.1.0.0/16"), { ...subnet("2001:db8:7::/64"), name: "six" }],
			},
			{ title: "whatever Nova chooses", resources: [instance({})] },
			{ title: "whatever Nova chooses, asked for", resources: [instance({ networkMode: "auto" })] },
			{
				title: "a further interface",
				resources: [{ type: INTERFACE, name: "eth1", properties: { networkId: "app" } }, network("app", { external: true })],
			},
		],
		unknown: [
			{ title: "the network is not known", resources: [instance({ networks: [{ uuid: new Unknown() }] })] },
			{ title: "the network is not in the list", resources: [on("elsewhere")] },
			{ title: "the range is not known", resources: [on("app"), network("app"), subnet(new Unknown())] },
			{ title: "a subnet may lie outside this part", partial: true, resources: [on("app"), network("app"), subnet("10.1.0.0/16")] },
		],
	},
};
export default control;
