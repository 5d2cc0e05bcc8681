import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { items, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { GRPC_ROUTES, HTTP_ROUTES } from "./kinds.ts";
import { namespaceOf } from "./pods.ts";

export { GATEWAYS } from "./kinds.ts";
export type Listener = {
	name?: string;
	port?: number;
	protocol?: string;
	tls?: { mode?: string | null; certificateRefs?: readonly object[] | null; options?: object | null } | null;
};
type Parent = { kind?: string; name?: string; namespace?: string | null; sectionName?: string | null; port?: number | null };
type Filter = { type?: string; requestRedirect?: { scheme?: string } };
type Rule = { matches?: readonly { path?: { value?: string } }[]; filters?: readonly Filter[] };
type Route = { parentRefs?: readonly Parent[]; rules?: readonly Rule[] };

/** Where issuers of certificates ask for proof, in clear by RFC 8555, section 8.3. */
const CHALLENGE = "/.well-known/acme-challenge/";

/** At least one route is attached to the listener, and every rule of each redirects to https. */
export function onlyRedirects(gateway: Resource, { name, port }: Listener, all: Index): boolean {
	const attached = [...HTTP_ROUTES, ...GRPC_ROUTES]
		.flatMap((type) => all.ofType(type))
		.filter((route) => {
			const { parentRefs } = (route.properties["spec"] ?? {}) as Route;
			return items(parentRefs, route, "/spec/parentRefs").some(
				(parent) =>
					(parent.kind ?? "Gateway") === "Gateway" &&
					parent.name === gateway.name &&
					(parent.namespace ?? namespaceOf(route)) === namespaceOf(gateway) &&
					(parent.sectionName ?? name) === name &&
					(parent.port ?? port) === port,
			);
		});
	const away = attached.every((route) => {
		const { rules } = (route.properties["spec"] ?? {}) as Route;
		const list = items(rules, route, "/spec/rules");
		return (
			list.length > 0 &&
			list.every((rule) => isChallenge(rule) || rule.filters?.some((filter) => filter.requestRedirect?.scheme === "https"))
		);
	});
	if (away && all.partial)
		throw new UnknownValue(gateway, "/spec/listeners", new Unknown("other routes may lie outside this part of the input"));
	return away && attached.length > 0;
}

function isChallenge({ matches }: Rule): boolean {
	return (matches ?? []).length > 0 && (matches ?? []).every(({ path }) => path?.value?.startsWith(CHALLENGE) === true);
}
