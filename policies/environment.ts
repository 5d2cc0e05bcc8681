import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";

export const ENVIRONMENT = "socle/v1/Environment";

/** What controls ask of a declared environment: the keys of the environment file that they rest on, under the file's own names. */
export interface DeclaredEnvironment {
	/** Which stack of the file is meant: `production`, unless another was asked for. */
	stack?: string;
	organisation?: { kind?: string; country?: string };
	costCentre?: string;
	sovereignty?: { classification?: string; jurisdictions?: readonly string[] };
	/** Host → `own`, or the country of its operator. */
	suppliers?: { readonly [host: string]: string };
	cloud?: {
		provider?: string;
		country?: string;
		region?: string;
		product?: string;
		zones?: readonly string[];
		volumeType?: string;
		externalNetwork?: string;
	};
	network?: { cidr?: string; resolvers?: readonly string[] };
	processors?: { readonly [name: string]: { country?: string; contract?: string } };
	keys?: { manager?: string; master?: string };
	logs?: { sink?: string; country?: string; retention?: string };
	copies?: readonly DeclaredCopy[];
	transfers?: readonly { to?: string; tool?: string }[];
	exit?: { to?: string; notice?: string; retrieval?: string };
	budget?: { monthly?: number; until?: string };
	/** What is still open, by name. */
	todo?: { readonly [name: string]: string };
	offHours?: { from?: string; until?: string; weekends?: boolean };
}

/** A place where data also lies. */
export interface DeclaredCopy {
	kind?: string;
	provider?: string;
	region?: string;
	country?: string;
	endpoint?: string;
}

/** Whether what is declared is not what serves people: another stack than `production`. */
export function isTrial(environment: DeclaredEnvironment | undefined): boolean {
	return environment?.stack !== undefined && environment.stack !== "production";
}

/** The environment that the list declares; `undefined` where it declares none. Throws `UnknownValue` where it declares several. */
export function environmentOf(all: Index): DeclaredEnvironment | undefined {
	const [declared, other] = all.ofType(ENVIRONMENT) as readonly (Resource | undefined)[];
	if (declared === undefined) return undefined;
	if (other !== undefined) throw new UnknownValue(other, "", new Unknown("more than one environment is declared"));
	return declared.properties as DeclaredEnvironment;
}
