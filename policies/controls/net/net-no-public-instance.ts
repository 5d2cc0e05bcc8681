import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { declares } from "../../declared.ts";
import { instance, port } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { leafAt, present } from "../../guard.ts";
import { BALANCER, behind, entrances, FLOATING_IP, INSTANCE, NOBODY, PORT } from "../../ports.ts";

const HOLDERS = [PORT, INSTANCE, BALANCER] as const;
/** Where each kind says to what a public address leads. The last is gone from provider 4 on. */
const TARGET: { readonly [type: string]: string } = {
	[FLOATING_IP]: "portId",
	"openstack:networking/floatingIpAssociate:FloatingIpAssociate": "portId",
	"openstack:networking/portForwardingV2:PortForwardingV2": "internalPortId",
	"openstack:compute/floatingIpAssociate:FloatingIpAssociate": "instanceId",
};

const control: Control = {
	id: "net-no-public-instance",
	family: "net",
	severity: "high",
	title: "Public addresses lead to balancers and bastions only",
	rationale:
		"A machine with a public address is one wrong rule away from the internet, and no balancer ends TLS or limits calls before it.",
	remediation: "Put a balancer before the machine, or tag its port or the floating address socle:bastion where administrators come in.",
	references: [direct(secnumcloud["13.2"]), partial(secnumcloud["12.12"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: Object.keys(TARGET),
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown, notApplicable }) {
		const key = TARGET[subject.type] as string;
		if (!present(subject.properties, key)) return notApplicable();
		const target = all.reference(subject, `/${key}`, HOLDERS);
		if (target?.type === BALANCER || declares(subject, "bastion") || (target !== undefined && declares(target, "bastion"))) return;
		if (target === undefined && all.once(entrances).has(leafAt(subject, `/${key}`))) return;
		const { list, complete } = target?.type === PORT ? behind(target, all) : NOBODY;
		if (list.some((holder) => holder.type === BALANCER || declares(holder, "bastion"))) return;
		if (!complete && list.length === 0) return unknown(`/${key}`, "what is behind the port is not known");
		const what = list[0] ?? target;
		const name = what === undefined ? "a port of which nothing is known" : `${what.type === INSTANCE ? "instance" : "port"} ${what.name}`;
		report({ path: `/${key}`, message: `A public address leads to ${name}, which is neither a balancer nor a declared bastion.` });
	},
	examples: {
		pass: [
			{ title: "a balancer, made in the same run", resources: [address(new Unknown("known after `up`", ["edge"])), balancer()] },
			{ title: "a balancer's port", resources: [address("vip"), port("vip"), balancer({ vipPortId: "vip" })] },
			{ title: "a balancer's port that is not in the list", resources: [address("vip"), balancer({ vipPortId: "vip" })] },
			{ title: "a bastion's port", resources: [address("eth0"), port("eth0", { tags: ["socle:bastion"] })] },
			{ title: "an instance that is one", resources: [address("eth0"), port("eth0"), machine({ metadata: { "socle:bastion": "ssh" } })] },
			{ title: "an address that is tagged so", resources: [address("eth0", { tags: ["socle:bastion"] }), port("eth0"), machine()] },
		],
		fail: [
			{ title: "an instance's port", resources: [address("eth0"), port("eth0"), machine()] },
			{ title: "a live instance's port", resources: [address("eth0"), port("eth0", { deviceId: "server-0" }), instance({})] },
			{ title: "a bastion no more", resources: [address("eth0"), port("eth0"), machine({ metadata: { "socle:bastion": "false" } })] },
			{ title: "an instance", resources: [address(new Unknown("known after `up`", ["server-0"])), { ...machine(), id: "server-0" }] },
			{ title: "a port that nothing tells about", resources: [address("eth0")] },
			...Object.entries(TARGET).map(([type, key]) => ({
				title: type,
				resources: [{ type, name: "way-in", properties: { [key]: key === "instanceId" ? "server-0" : "eth0" } }, port("eth0"), machine()],
			})),
		],
		unknown: [
			{ title: "the port is not known", resources: [address(new Unknown())] },
			{ title: "the port lies outside this part", partial: true, resources: [address("eth0")] },
		],
		notApplicable: [{ title: "an address in reserve", resources: [{ type: FLOATING_IP, name: "way-in", properties: { pool: "public" } }] }],
	},
};
export default control;
function address(portId: string | Unknown, properties: Properties = {}): ExampleResource {
	return { type: FLOATING_IP, name: "way-in", properties: { portId, ...properties } };
}
function machine(properties: Properties = {}): ExampleResource {
	return instance({ networks: [{ port: "eth0" }], ...properties });
}
function balancer(properties: Properties = {}): ExampleResource {
	return { type: BALANCER, name: "edge", id: "edge", properties };
}
