import type { Resource } from "../inventory/resource.ts";
import type { Index } from "./joins.ts";

/** What a public service declares, under the environment file's own names. */
export const SERVICE = "socle/v1/Service";

export interface DeclaredService {
	description?: string;
	run?: { replicas?: number; machines?: { count?: number } };
	files?: { bucket?: string; retention?: string };
	data?: DataRecord;
	continuity?: { rto?: string; rpo?: string; lastRestoreDrill?: { on?: string; took?: string; lost?: string } };
	export?: { formats?: readonly string[]; by?: string };
}

/** The record of processing; the service's description is its purpose. */
export interface DataRecord {
	personal?: boolean;
	categories?: readonly string[];
	people?: readonly string[];
	legalBasis?: string;
	exemption?: string;
	retention?: string;
	erasure?: string;
	processors?: readonly string[];
	dpia?: { on?: string; unnecessary?: string };
	origin?: string;
}

/** Special categories (GDPR Art. 9(1)), in the words of the environment file. */
const SPECIAL = new Set(["health", "genetic", "biometric", "ethnic-origin", "political", "religious", "trade-union", "sex-life"]);
/** People who can hardly object (Article 29 Working Party, WP 248 rev.01, criterion 7), in the words of the environment file. */
const VULNERABLE = new Set(["children", "pupils", "patients", "staff", "vulnerable"]);

export const declaredService = (subject: Resource): DeclaredService => subject.properties as DeclaredService;

export const specialCategories = ({ categories = [] }: DataRecord): readonly string[] => categories.filter((word) => SPECIAL.has(word));

/**
 * Which criteria of a high risk a record shows. Two of nine make an assessment necessary in most cases (Article 29 Working Party, WP 248
 * rev.01); three of them can be seen here.
 */
export function riskCriteria(record: DataRecord, classification: string | undefined): readonly string[] {
	const { categories = [], people = [] } = record;
	return [
		...[...specialCategories(record), ...categories.filter((word) => word === "criminal")].slice(0, 1),
		...people.filter((word) => VULNERABLE.has(word)).slice(0, 1),
		...(classification === "sensitive" || classification === "restricted" ? [`${classification} data`] : []),
	];
}

/** What a control about processing asks first: the record, where the service says that it processes personal data. */
export function personalRecord(
	subject: Resource,
	{ unknown, notApplicable }: { unknown(path: string, reason: string): void; notApplicable(): void },
): DataRecord | undefined {
	const { data } = declaredService(subject);
	if (data?.personal === undefined) unknown("", "the service does not say whether it processes personal data");
	else if (data.personal) return data;
	else notApplicable();
	return undefined;
}

/** Declared services by name. Pass to `Index.once`. */
export function servicesByName(all: Index): ReadonlyMap<string, Resource> {
	return new Map(all.ofType(SERVICE).map((service) => [service.name, service]));
}
