/** Laws and standards whose clauses controls speak for, and how strongly one can. */
export { c3a } from "./frameworks/c3a.ts";
export { c5 } from "./frameworks/c5.ts";
export { cisKubernetes } from "./frameworks/cis-kubernetes.ts";
export { direct, partial, supporting } from "./frameworks/clause.ts";
export { csf } from "./frameworks/csf.ts";
export { dataAct } from "./frameworks/data-act.ts";
export { cloudAuCentre, rgesn, sren } from "./frameworks/france.ts";
export { gdpr } from "./frameworks/gdpr.ts";
export { nis2 } from "./frameworks/nis2.ts";
export { podSecurity } from "./frameworks/pod-security.ts";
export { secnumcloud } from "./frameworks/secnumcloud.ts";
