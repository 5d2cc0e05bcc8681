/** An address of the Terraform twin by the names of the example: `openstack_networking_secgroup_rule_v2.rule["ssh"]` is its rule-ssh. */
export function called(address: string): string {
	const [, name = "", key] = /\.([\w-]+)(?:\["?([^"\]]+)"?\])?$/.exec(address) ?? [];
	return key === undefined ? name : `${name}-${key}`;
}
