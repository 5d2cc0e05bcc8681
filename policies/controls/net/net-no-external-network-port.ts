import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environment, instance, network, port } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { INSTANCE, INTERFACE, interfacesOf, isNeutronsPort, leadsOutside, PORT, plugOf, ROUTER } from "../../ports.ts";

const outer = { external: true } as const;
const router: ExampleResource = { type: ROUTER, name: "router", properties: { externalNetworkId: "Ext-Net" } };
const server = (...networks: { [key: string]: string | Unknown }[]) => instance({ networks });

const control: Control = {
	id: "net-no-external-network-port",
	family: "net",
	severity: "high",
	title: "No machine stands on an external network",
	rationale:
		"On an external network a machine has a public address of its own: no router, no balancer, only its groups between it and everyone.",
	remediation: "Put the port or instance on a private network, and lead to it through a router and a balancer.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: [PORT, INSTANCE, INTERFACE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, each, notApplicable }) {
		if (subject.type === PORT && isNeutronsPort(subject)) return notApplicable();
		const here = (prefix: string, record: object): void => {
			// A port that is named is judged by itself.
			const plug = present(record, "port") || present(record, "portId") ? undefined : plugOf(subject, prefix, record, all);
			if (plug !== undefined && leadsOutside(plug, all)) report({ path: plug.pointer, message: "It is on an external network." });
		};
		if (subject.type !== INSTANCE) return here("", subject.properties);
		each(interfacesOf(subject), (record, index) => here(`/networks/${index}`, record));
	},
	examples: {
		pass: [
			{ title: "a port on a private network", resources: [port("eth0"), network("app")] },
			{ title: "an instance on one", resources: [server({ uuid: "app" }), network("app")] },
			{ title: "an instance on one, by name", resources: [server({ name: "app" }), network("app", { external: false })] },
			{ title: "an instance whose port is judged by itself", resources: [server({ port: "eth0" })] },
		],
		fail: [
			{ title: "a port", resources: [port("eth0"), network("app", outer)] },
			{ title: "a network to which a router leads", resources: [port("eth0", { networkId: "Ext-Net" }), router] },
			{ title: "an instance", resources: [server({ uuid: "app" }), network("app", outer)] },
			{ title: "the second of two networks", resources: [server({ uuid: "app" }, { name: "Ext-Net" }), network("app"), router] },
			{
				title: "the external network that the environment names",
				resources: [server({ name: "public" }), environment({ cloud: { externalNetwork: "public" } })],
			},
			{
				title: "a further interface",
				resources: [{ type: INTERFACE, name: "eth1", properties: { instanceId: "server-0", networkId: "app" } }, network("app", outer)],
			},
		],
		unknown: [
			{ title: "the network is not known", resources: [port("eth0", { networkId: new Unknown() })] },
			{ title: "the network is not in the list", resources: [server({ uuid: "elsewhere" })] },
			{ title: "the network lies outside this part", partial: true, resources: [port("eth0")] },
		],
		notApplicable: [
			{
				title: "a router's port",
				source: "live",
				resources: [port("eth0", { deviceOwner: "network:router_gateway" }), network("app", outer)],
			},
		],
	},
};
export default control;
