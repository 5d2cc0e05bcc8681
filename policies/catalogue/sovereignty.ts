import type { AnyControl } from "../control.ts";
import breachDetectable from "../controls/breach/breach-detectable.ts";
import budgetDeclared from "../controls/budget/budget-declared.ts";
import continuityDeclared from "../controls/continuity/continuity-declared.ts";
import costOwner from "../controls/cost/cost-owner.ts";
import erasureEnforced from "../controls/erasure/erasure-enforced.ts";
import exitPlan from "../controls/exit/exit-plan.ts";
import keysHeldByCustomer from "../controls/keys/keys-held-by-customer.ts";
import leftoverSourceCloud from "../controls/leftover/leftover-source-cloud.ts";
import migrationNothingOpen from "../controls/migration/migration-nothing-open.ts";
import minimisedCopies from "../controls/minimised/minimised-copies.ts";
import portabilityDeclared from "../controls/portability/portability-declared.ts";
import processingDpia from "../controls/processing/processing-dpia.ts";
import processingLegalBasis from "../controls/processing/processing-legal-basis.ts";
import processingProcessors from "../controls/processing/processing-processors.ts";
import processingRecorded from "../controls/processing/processing-recorded.ts";
import processingRetention from "../controls/processing/processing-retention.ts";
import providerJurisdiction from "../controls/provider/provider-jurisdiction.ts";
import providerQualified from "../controls/provider/provider-qualified.ts";
import residencyBackup from "../controls/residency/residency-backup.ts";
import residencyLogs from "../controls/residency/residency-logs.ts";
import residencyRegion from "../controls/residency/residency-region.ts";
import residencyReplication from "../controls/residency/residency-replication.ts";
import residencyZone from "../controls/residency/residency-zone.ts";
import restoreTested from "../controls/restore/restore-tested.ts";
import sobrietySchedule from "../controls/sobriety/sobriety-schedule.ts";
import sobrietySize from "../controls/sobriety/sobriety-size.ts";
import supplierCdn from "../controls/supplier/supplier-cdn.ts";
import supplierCertificate from "../controls/supplier/supplier-certificate.ts";
import supplierDns from "../controls/supplier/supplier-dns.ts";
import supplierIdentity from "../controls/supplier/supplier-identity.ts";
import supplierKeys from "../controls/supplier/supplier-keys.ts";
import supplierRegistry from "../controls/supplier/supplier-registry.ts";
import supplierTelemetry from "../controls/supplier/supplier-telemetry.ts";
import supplierTime from "../controls/supplier/supplier-time.ts";
import transferDeclared from "../controls/transfer/transfer-declared.ts";

/** Controls over where things lie, who operates them, and what is declared, by id. */
export const sovereignty: readonly AnyControl[] = [
	breachDetectable,
	budgetDeclared,
	continuityDeclared,
	costOwner,
	erasureEnforced,
	exitPlan,
	keysHeldByCustomer,
	leftoverSourceCloud,
	migrationNothingOpen,
	minimisedCopies,
	portabilityDeclared,
	processingDpia,
	processingLegalBasis,
	processingProcessors,
	processingRecorded,
	processingRetention,
	providerJurisdiction,
	providerQualified,
	residencyBackup,
	residencyLogs,
	residencyRegion,
	residencyReplication,
	residencyZone,
	restoreTested,
	sobrietySchedule,
	sobrietySize,
	supplierCdn,
	supplierCertificate,
	supplierDns,
	supplierIdentity,
	supplierKeys,
	supplierRegistry,
	supplierTelemetry,
	supplierTime,
	transferDeclared,
];
