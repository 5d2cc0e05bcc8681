/**
 * Ten thousand manifests, a file each, as people write them. `node bench/manifests.ts write FOLDER COUNT` makes them; `yaml FOLDER` parses
 * them with the library `yaml` and drops each document as it is read; `judged FOLDER` reads them as `socle audit` does and judges them by
 * every control; `judging FOLDER` reads them once, judges them five times and tells the fastest, without reading. Each prints, as JSON, CPU seconds, the most memory that it held in MB, and the results: of every control whose type matches.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { readArtefacts } from "../inventory/artefacts.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";

const [task, folder = "", count = "10000"] = process.argv.slice(2);

const labels = (name: string) => `    app.kubernetes.io/name: ${name}\n    app.kubernetes.io/part-of: town`;
/** A service as a chart renders it: a workload of two containers, its service, its account and what guards it. */
const KINDS: readonly ((name: string, namespace: string) => string)[] = [
	(name, namespace) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
${labels(name)}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: web
          image: registry.town.example/${name}@sha256:${"0123456789abcdef".repeat(4)}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: MODE
              value: "production"
            - name: TOKEN
              valueFrom:
                secretKeyRef: { name: ${name}, key: token }
          readinessProbe:
            httpGet: { path: /ready, port: http }
          livenessProbe:
            httpGet: { path: /live, port: http }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: tmp
              mountPath: /tmp
        - name: proxy # an older one
          image: registry.town.example/proxy:1.2
          ports: [{ containerPort: 9090 }]
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 16Mi }
`,
	(name, namespace) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`,
	(name, namespace) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress
      ports:
        - { port: 8080, protocol: TCP }
`,
	(name, namespace) => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: ${namespace}
automountServiceAccountToken: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ${name}
  namespace: ${namespace}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: ServiceAccount
    name: ${name}
    namespace: ${namespace}
`,
	(name, namespace) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${namespace}
data:
  settings.yaml: |
    listen: 0.0.0.0:8080
    log: { level: info }
  greeting: "Bienvenue"
`,
];

function write(): void {
	mkdirSync(folder, { recursive: true });
	for (let index = 0; index < Number(count); index++) {
		const kind = KINDS[index % KINDS.length] as (typeof KINDS)[number];
		const service = Math.floor(index / KINDS.length);
		writeFileSync(join(folder, `manifest-${String(index).padStart(6, "0")}.yaml`), kind(`service-${service}`, `town-${service % 50}`));
	}
}

function parsed(): number {
	let documents = 0;
	for (const file of readdirSync(folder).sort()) {
		for (const document of parseAllDocuments(readFileSync(join(folder, file), "utf8"))) documents += document.toJS() === null ? 0 : 1;
	}
	return documents;
}

const environment = () => ({ inputs: [], resources: [], notVisible: [], errors: [] });

async function judged(): Promise<number> {
	const { summary } = evaluate(await readArtefacts([folder], { environment }), { controls: catalogue });
	return summary.pass + summary.fail + summary.unknown + summary.notApplicable;
}

async function judging(): Promise<{ results: number; seconds: number }> {
	const inventory = await readArtefacts([folder], { environment });
	const rounds = Array.from({ length: 5 }, () => {
		// Copies, because what is found out about a resource is remembered as long as it lives.
		const resources = inventory.resources.map((resource) => ({ ...resource }));
		const before = process.cpuUsage();
		const { results } = evaluate({ ...inventory, resources }, { controls: catalogue });
		const { user, system } = process.cpuUsage(before);
		return { results: results.length, seconds: (user + system) / 1e6 };
	});
	return rounds.toSorted((a, b) => a.seconds - b.seconds)[0] as { results: number; seconds: number };
}

if (task === "write") write();
else if (task === "judging") console.log(JSON.stringify(await judging()));
else {
	const before = process.cpuUsage();
	const results = task === "yaml" ? parsed() : await judged();
	const { user, system } = process.cpuUsage(before);
	// maxRSS is in KiB. Source: Node's documentation of process.resourceUsage.
	console.log(JSON.stringify({ results, seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }));
}
