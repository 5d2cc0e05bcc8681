import type { AnyControl } from "../control.ts";
import cronjobBounded from "../controls/cronjob/cronjob-bounded.ts";
import disruptionBudgetUnhealthyEviction from "../controls/disruption/disruption-budget-unhealthy-eviction.ts";
import gatewayTls from "../controls/gateway/gateway-tls.ts";
import ingressBackendExists from "../controls/ingress/ingress-backend-exists.ts";
import ingressClass from "../controls/ingress/ingress-class.ts";
import ingressHost from "../controls/ingress/ingress-host.ts";
import ingressHostUnique from "../controls/ingress/ingress-host-unique.ts";
import ingressNoSnippets from "../controls/ingress/ingress-no-snippets.ts";
import ingressTls from "../controls/ingress/ingress-tls.ts";
import ingressValuesSafe from "../controls/ingress/ingress-values-safe.ts";
import jobTtl from "../controls/job/job-ttl.ts";
import namespaceDefaultDeny from "../controls/namespace/namespace-default-deny.ts";
import namespaceLimitRange from "../controls/namespace/namespace-limit-range.ts";
import namespaceNotDefault from "../controls/namespace/namespace-not-default.ts";
import namespaceOwner from "../controls/namespace/namespace-owner.ts";
import namespacePodSecurity from "../controls/namespace/namespace-pod-security.ts";
import namespaceQuota from "../controls/namespace/namespace-quota.ts";
import netpolCoversPod from "../controls/netpol/netpol-covers-pod.ts";
import netpolNoWorldEgress from "../controls/netpol/netpol-no-world-egress.ts";
import netpolNoWorldIngress from "../controls/netpol/netpol-no-world-ingress.ts";
import netpolPeerExists from "../controls/netpol/netpol-peer-exists.ts";
import netpolSelectsSomething from "../controls/netpol/netpol-selects-something.ts";
import serviceNoExposedAdminInterface from "../controls/service/service-no-exposed-admin-interface.ts";
import serviceNoExternalIps from "../controls/service/service-no-external-ips.ts";
import serviceNoExternalName from "../controls/service/service-no-external-name.ts";
import serviceNoNodePort from "../controls/service/service-no-node-port.ts";
import servicePortValid from "../controls/service/service-port-valid.ts";
import serviceSelectorUnique from "../controls/service/service-selector-unique.ts";
import serviceSelectsSomething from "../controls/service/service-selects-something.ts";
import serviceSourceRanges from "../controls/service/service-source-ranges.ts";
import statefulsetServiceExists from "../controls/statefulset/statefulset-service-exists.ts";
import workloadAutoscaledNoReplicas from "../controls/workload/workload-autoscaled-no-replicas.ts";
import workloadAutoscalerSane from "../controls/workload/workload-autoscaler-sane.ts";
import workloadCurrentApi from "../controls/workload/workload-current-api.ts";
import workloadDisruptionBudget from "../controls/workload/workload-disruption-budget.ts";
import workloadLabelled from "../controls/workload/workload-labelled.ts";
import workloadNoRetiredComponent from "../controls/workload/workload-no-retired-component.ts";
import workloadReplicas from "../controls/workload/workload-replicas.ts";
import workloadRollingUpdate from "../controls/workload/workload-rolling-update.ts";
import workloadSelectorMatches from "../controls/workload/workload-selector-matches.ts";
import workloadSpread from "../controls/workload/workload-spread.ts";
import workloadSpreadHosts from "../controls/workload/workload-spread-hosts.ts";

/** Controls over workloads, the network, names and namespaces of a cluster, by id. */
export const workloads: readonly AnyControl[] = [
	cronjobBounded,
	disruptionBudgetUnhealthyEviction,
	gatewayTls,
	ingressBackendExists,
	ingressClass,
	ingressHost,
	ingressHostUnique,
	ingressNoSnippets,
	ingressTls,
	ingressValuesSafe,
	jobTtl,
	namespaceDefaultDeny,
	namespaceLimitRange,
	namespaceNotDefault,
	namespaceOwner,
	namespacePodSecurity,
	namespaceQuota,
	netpolCoversPod,
	netpolNoWorldEgress,
	netpolNoWorldIngress,
	netpolPeerExists,
	netpolSelectsSomething,
	serviceNoExposedAdminInterface,
	serviceNoExternalIps,
	serviceNoExternalName,
	serviceNoNodePort,
	servicePortValid,
	serviceSelectorUnique,
	serviceSelectsSomething,
	serviceSourceRanges,
	statefulsetServiceExists,
	workloadAutoscaledNoReplicas,
	workloadAutoscalerSane,
	workloadCurrentApi,
	workloadDisruptionBudget,
	workloadLabelled,
	workloadNoRetiredComponent,
	workloadReplicas,
	workloadRollingUpdate,
	workloadSelectorMatches,
	workloadSpread,
	workloadSpreadHosts,
];
