import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";

export const ENVIRONMENT = "socle/v1/Environment";

/** What controls ask of a declared environment: the keys of the environment file that they rest on, under the file's own names. */
export interface DeclaredEnvironment {
	sovereignty?: { classification?: string; jurisdictions?: readonly string[] };
	/** Host → `own`, or the country of its operator. */
	suppliers?: { readonly [host: string]: string };
	cloud?: {
		provider?: string;
		country?: string;
		region?: string;
		zones?: readonly string[];
		volumeType?: string;
		externalNetwork?: string;
	};
	network?: { cidr?: string };
}

/** The environment that the list declares; `undefined` where it declares none. Throws `UnknownValue` where it declares several. */
export function environmentOf(all: Index): DeclaredEnvironment | undefined {
	const [declared, other] = all.ofType(ENVIRONMENT) as readonly (Resource | undefined)[];
	if (declared === undefined) return undefined;
	if (other !== undefined) throw new UnknownValue(other, "", new Unknown("more than one environment is declared"));
	return declared.properties as DeclaredEnvironment;
}
