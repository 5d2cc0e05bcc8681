/** Laws and standards whose clauses controls speak for, and how strongly one can. */
export { cisKubernetes } from "./frameworks/cis-kubernetes.ts";
export { direct, partial, supporting } from "./frameworks/clause.ts";
export { csf } from "./frameworks/csf.ts";
export { gdpr } from "./frameworks/gdpr.ts";
export { nis2 } from "./frameworks/nis2.ts";
export { podSecurity } from "./frameworks/pod-security.ts";
export { secnumcloud } from "./frameworks/secnumcloud.ts";
