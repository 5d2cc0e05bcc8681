import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { container, pod } from "../../examples/kubernetes.ts";
import { inBothFamilies, subnet } from "../../examples/openstack.ts";
import { town } from "../../examples/suppliers.ts";
import { csf, gdpr, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeOperator } from "../../named-hosts.ts";
import { operatorOf } from "../../operators.ts";
import { bearsPods } from "../../pods.ts";
import { SUBNET } from "../../ports.ts";
import { placesOf, resolversAt } from "../../resolvers.ts";
import { isPrivate, rangeOf } from "../../world.ts";

const control: Control<Jurisdictions> = {
	id: "supplier-dns",
	family: "supplier",
	severity: "medium",
	title: "Names are resolved by somebody under allowed law",
	rationale: "A resolver learns every host that machines talk to, and decides where each name leads.",
	remediation: "Name resolvers under allowed law, such as those of DNS4EU, or your own; declare others under suppliers.",
	references: [partial(csf["SOV-5.6"]), partial(csf["SOV-3.2"]), partial(secnumcloud["15.1"]), supporting(gdpr["28(1)"])],
	appliesTo: (resource) => resource.type === ENVIRONMENT || resource.type === SUBNET || bearsPods(resource),
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		const suppliers = environmentOf(context.all)?.suppliers;
		let any = false;
		context.each(placesOf(subject), (path) => {
			context.each(items(resolversAt(subject, path), subject, path), (address, index) => {
				any = true;
				const range = rangeOf(`${address}/${String(address).includes(":") ? 128 : 32}`);
				if (range !== undefined && isPrivate(range)) return;
				judgeOperator("Names are resolved", `${path}/${index}`, operatorOf("dns", String(address), suppliers, context.facts), context);
			});
		});
		if (!any) context.notApplicable();
	},
	examples: {
		pass: [
			{ title: "DNS4EU", resources: [subnet("10.0.0.0/24", { dnsNameservers: ["86.54.11.100", "2a13:1001::86:54:11:100"] }), town()] },
			...inBothFamilies(({ ethertype }) => ({
				title: "one's own network",
				resources: [asking(ethertype === "IPv4" ? "10.0.0.53" : "fd00::53"), town()],
			})),
			{ title: "by declaration", resources: [resolving("192.0.2.53"), town({ "192.0.2.53": "own" })] },
		],
		fail: [
			...inBothFamilies(({ ethertype }) => ({
				title: "outside",
				resources: [asking(ethertype === "IPv4" ? "8.8.8.8" : "2001:4860:4860:0:0:0:0:8888"), town()],
			})),
			{ title: "one of two", resources: [subnet("10.0.0.0/24", { dnsNameservers: ["86.54.11.100", "9.9.9.9"] }), town()] },
			{ title: "the environment's own", resources: [town({}, { network: { resolvers: ["1.1.1.1"] } })] },
			{ title: "the facts over a declaration", resources: [asking("8.8.4.4"), town({ "8.8.4.4": "own" })] },
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [resolving("192.0.2.53"), town()] },
			{ title: "common knowledge is no refusal", resources: [asking("223.5.5.5"), town()] },
			{ title: "not known", resources: [asking(new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "none named", resources: [subnet("10.0.0.0/24"), town()] },
			{ title: "the cluster's", resources: [pod({ containers: [container()] }), town()] },
		],
	},
};
export default control;

function asking(address: string | Unknown): ExampleResource {
	return subnet("10.0.0.0/24", { dnsNameservers: [address] } as Properties);
}
function resolving(address: string): ExampleResource {
	return pod({ containers: [container()], dnsConfig: { nameservers: [address] } });
}
