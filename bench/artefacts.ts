/** Prints the CPU seconds of parsing a state of 50 MB alone and of reading it, and the megabytes that the process grew to. */
import { readState } from "../inventory/terraform/state.ts";

const PROVIDER = 'provider["registry.terraform.io/terraform-provider-openstack/openstack"]';
const RULES = 50_000;
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

function stored(type: string, name: string, attributes: object, dependencies: string[]): object {
	const instance = { schema_version: 0, attributes, sensitive_attributes: [], private: "e30=", dependencies };
	return { mode: "managed", type, name, provider: PROVIDER, instances: [instance] };
}

const rule = {
	description: "",
	direction: "ingress",
	ethertype: "IPv4",
	port_range_max: 443,
	port_range_min: 443,
	protocol: "tcp",
	region: "RegionOne",
};
const resources = Array.from({ length: RULES }, (_, index) => {
	const group = index % 200;
	const attributes = {
		id: id(index + 1000),
		...rule,
		remote_group_id: "",
		remote_ip_prefix: "192.0.2.0/28",
		security_group_id: id(group),
		timeouts: null,
	};
	return stored("openstack_networking_secgroup_rule_v2", `rule-${index}`, attributes, [`openstack_networking_secgroup_v2.group-${group}`]);
});
const groups = Array.from({ length: 200 }, (_, index) =>
	stored("openstack_networking_secgroup_v2", `group-${index}`, { id: id(index), name: `group-${index}`, tags: [] }, []),
);
const text = JSON.stringify(
	{ version: 4, terraform_version: "1.11.4", serial: 1, lineage: "bench", outputs: {}, resources: [...groups, ...resources] },
	null,
	2,
);

function seconds(run: () => void): number {
	const before = process.cpuUsage();
	run();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1e6;
}

let json: unknown;
const parsing = seconds(() => {
	json = JSON.parse(text);
});
const reading = seconds(() => {
	const { resources, errors } = readState({ path: "bench.tfstate", named: true, sha256: "", text, json });
	if (resources.length !== RULES + 200 || errors.length > 0) throw new Error("the state was not read");
});
console.log(
	JSON.stringify({ size: text.length / 1e6, parsing, both: parsing + reading, megabytes: process.resourceUsage().maxRSS / 1024 }),
);
