/**
 * The Pod Security Standards, against those who made them: their own test data, from the Go module `k8s.io/pod-security-admission` (fetched by
 * Go's client when the test runs), and a kube-apiserver that admits pods by them.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import type { ClusterSession } from "../inventory/kubernetes/session.ts";
import { openCluster } from "../inventory/kubernetes/session.ts";
import type { Properties, Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { socle } from "../test/clients.ts";
import { evaluate } from "./evaluate.ts";
import { NEWEST_KUBERNETES } from "./kubernetes-version.ts";
import { chooseControls } from "./packs.ts";

const MODULE = "k8s.io/pod-security-admission@v0.37.2";
const LEVELS = ["baseline", "restricted"] as const;
type Level = (typeof LEVELS)[number];
const MINORS = Array.from({ length: NEWEST_KUBERNETES.minor - 24 }, (_, index) => 25 + index);
const packs = {
	baseline: chooseControls({ packs: ["pod-security-baseline"] }),
	restricted: chooseControls({ packs: ["pod-security-restricted"] }),
};
/** What the standard's files call by other names than the controls. */
const CALLED: Readonly<Record<string, string>> = {
	allowprivilegeescalation: "pod-privilege-escalation",
	apparmorprofile: "pod-apparmor",
	hostpathvolumes: "pod-host-path",
	hostprobesandhostlifecycle: "pod-host-probes",
	procmount_restricted: "pod-proc-mount",
	restrictedvolumes: "pod-volume-types",
	runasnonroot: "pod-run-as-non-root",
	seccompprofile_baseline: "pod-seccomp-baseline",
	seccompprofile_restricted: "pod-seccomp-restricted",
	selinuxoptions: "pod-selinux",
};
const place = mkdtempSync(join(tmpdir(), "socle-pod-security-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

interface Pod {
	metadata: Properties;
	spec: Properties;
}
/** The pod by itself, and in the template of each kind of controller. */
const FORMS: Readonly<Record<string, (pod: Pod) => Properties>> = {
	"v1/Pod": (pod) => ({ ...pod }),
	"v1/PodTemplate": (template) => ({ template }) as never,
	"batch/v1/CronJob": (template) => ({ spec: { jobTemplate: { spec: { template } } } }) as never,
	...Object.fromEntries(
		[
			"v1/ReplicationController",
			"apps/v1/ReplicaSet",
			"apps/v1/Deployment",
			"apps/v1/DaemonSet",
			"apps/v1/StatefulSet",
			"batch/v1/Job",
		].map((type) => [type, (template: Pod) => ({ spec: { template } }) as never]),
	),
};

/** Ids of the controls that refuse it. */
function refusing(type: string, properties: Properties, level: Level, minor: number): string[] {
	const { controls, parameters } = packs[level];
	const resource: Resource = { id: "pod", type, name: "pod", properties, dependsOn: [], locations: [] };
	const { results } = evaluate(
		{ resources: [resource], source: "plan", partial: false },
		{ controls, parameters, kubernetesVersion: { major: 1, minor } },
	);
	expect(results.filter(({ verdict }) => verdict === "unknown").map(({ control, message }) => `${control}: ${message}`)).toEqual([]);
	return results.filter(({ verdict }) => verdict === "fail").map(({ control }) => control);
}

describe("the standard's own test data", () => {
	let data: string;
	const of = (level: Level, minor: number, verdict: "pass" | "fail") => {
		const folder = join(data, level, `v1.${minor}`, verdict);
		return readdirSync(folder).map((file) => ({ file, pod: parse(readFileSync(join(folder, file), "utf8")) as Pod }));
	};

	beforeAll(() => {
		const answer = execFileSync("go", ["mod", "download", "-json", MODULE], {
			cwd: place,
			encoding: "utf8",
			env: { ...process.env, GOFLAGS: "-mod=mod" },
		});
		data = join(JSON.parse(answer).Dir, "test/testdata");
	});

	test("it knows no newer release than we do", () => {
		for (const level of LEVELS) expect(readdirSync(join(data, level))).not.toContain(`v1.${NEWEST_KUBERNETES.minor + 1}`);
	});

	test.each(LEVELS.flatMap((level) => MINORS.map((minor) => [level, minor] as const)))(
		"%s 1.%i, in pods and in every controller",
		(level, minor) => {
			const [passing, failing] = [of(level, minor, "pass"), of(level, minor, "fail")];
			expect(passing.length).toBeGreaterThan(10);
			expect(failing.length).toBeGreaterThan(20);
			for (const [type, form] of Object.entries(FORMS)) {
				for (const { file, pod } of passing) expect(refusing(type, form(pod), level, minor), `${type} ${file}`).toEqual([]);
				for (const { file, pod } of failing) {
					const called = file.replace(/\d+\.yaml$/, "");
					const control = CALLED[called] ?? `pod-${called.replaceAll("_", "-")}`;
					const plain = control.replaceAll("-", "");
					expect(
						refusing(type, form(pod), level, minor).map((id) => id.replaceAll("-", "")),
						`${type} ${file}`,
					).toContain(plain);
				}
			}
		},
	);

	test.each(LEVELS)("what a whole folder of %s gets from the command line", async (level) => {
		for (const minor of [MINORS[0]!, 34, NEWEST_KUBERNETES.minor])
			for (const verdict of ["pass", "fail"] as const) {
				const folder = join(data, level, `v1.${minor}`, verdict);
				const asked = ["--pack", `pod-security-${level}`, "--kubernetes-version", `1.${minor}`, "--format", "json"];
				const { code, stdout, stderr } = await socle(["audit", folder, ...asked]);
				expect(code, stderr).toBe(verdict === "pass" ? 0 : 1);
				const report = JSON.parse(stdout) as { results: { verdict: string; resource: { source: { file: string } } }[] };
				const refused = new Set(
					report.results.filter((result) => result.verdict === "fail").map(({ resource }) => resource.source.file.split("/").at(-1)),
				);
				expect([...refused].toSorted(), `${level} 1.${minor}`).toEqual(verdict === "pass" ? [] : readdirSync(folder).toSorted());
			}
	});
});

describe("a kube-apiserver that admits pods by the standard", () => {
	const namespaces = { baseline: "socle-pod-security-baseline", restricted: "socle-pod-security-restricted" };
	let session: ClusterSession;
	let minor: number;

	beforeAll(async () => {
		session = await openCluster("lab");
		minor = Number(/^v1\.(\d+)/.exec(((await session.send("GET", "/version")) as { gitVersion: string }).gitVersion)?.[1]);
		for (const level of LEVELS) {
			const labels = { "pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/enforce-version": `v1.${minor}` };
			const metadata = { name: namespaces[level], labels };
			await session.send("POST", "/api/v1/namespaces", { body: { apiVersion: "v1", kind: "Namespace", metadata } });
		}
		// A pod needs its account, which a controller makes.
		await vi.waitFor(
			() => Promise.all(LEVELS.map((level) => session.send("GET", `/api/v1/namespaces/${namespaces[level]}/serviceaccounts/default`))),
			{ timeout: 30_000, interval: 200 },
		);
	});
	afterAll(async () => {
		for (const level of LEVELS) await attempt("DELETE", `/api/v1/namespaces/${namespaces[level]}`);
	});

	/** What the server objects; empty where it does not. */
	async function attempt(method: "POST" | "DELETE", path: string, body?: object): Promise<string> {
		try {
			await session.send(method, path, body === undefined ? {} : { body, query: { dryRun: "All" } });
			return "";
		} catch (error) {
			return (error as Error).message;
		}
	}

	const examples = packs.restricted.controls.flatMap(({ id, examples }) =>
		(["pass", "fail"] as const).flatMap((verdict) =>
			examples[verdict].flatMap(({ title, resources: [first] }) => {
				const pod = first === undefined ? undefined : podIn(first.properties);
				return pod === undefined ? [] : [{ title: `${id}: ${verdict}: ${title}`, id, verdict, pod }];
			}),
		),
	);

	test("it admits and refuses the examples of the controls as we do", async () => {
		const compared = new Map<string, number>();
		const apart: string[] = [];
		for (const { title, id, verdict, pod } of examples)
			for (const level of LEVELS)
				for (const [how, asked] of Object.entries({ "as it is": pod, "otherwise safe": otherwiseSafe(pod) })) {
					const objection = await attempt("POST", `/api/v1/namespaces/${namespaces[level]}/pods`, {
						apiVersion: "v1",
						kind: "Pod",
						...asked,
					});
					// What is no pod to the server is refused before the standard is asked.
					if (objection !== "" && !objection.includes("violates PodSecurity")) continue;
					const ours = refusing("v1/Pod", asked as never, level, minor);
					if ((objection === "") !== (ours.length === 0))
						apart.push(`${title}, ${how}, ${level}: the server says "${objection}", we ${ours}`);
					const key = `${id} ${objection === "" ? "admitted" : "refused"}`;
					if ((objection === "") === (verdict === "pass")) compared.set(key, (compared.get(key) ?? 0) + 1);
				}
		expect(apart).toEqual([]);
		const ids = packs.restricted.controls.map(({ id }) => id);
		expect([...compared.keys()].toSorted()).toEqual(ids.flatMap((id) => [`${id} admitted`, `${id} refused`]).toSorted());
	});
});

/** The pod of an example, as it could be created: each container with a name of its own. `undefined`: it holds a hidden value, or none at all. */
function podIn(properties: Properties): Pod | undefined {
	const tree = properties as unknown as { metadata?: Properties; spec?: Tree };
	const template = tree.spec?.jobTemplate?.spec?.template ?? tree.spec?.roles?.[0]?.template ?? tree.spec?.template;
	const { metadata = {}, spec } = template ?? tree;
	if (spec === undefined || hides(spec) || hides(metadata)) return undefined;
	const named = (list: readonly object[] | undefined, prefix: string) =>
		Array.isArray(list) ? list.map((container, index) => ({ ...container, name: `${prefix}${index === 0 ? "" : index}` })) : list;
	const { ephemeralContainers, ...rest } = spec as { ephemeralContainers?: unknown; containers?: object[]; initContainers?: object[] };
	// They can't be there when a pod is created.
	if (ephemeralContainers !== undefined) return undefined;
	return {
		metadata: { annotations: (metadata as Properties)["annotations"] ?? {}, name: "web" },
		spec: {
			...rest,
			containers: named(rest.containers, "web"),
			...(rest.initContainers === undefined ? {} : { initContainers: named(rest.initContainers, "init") }),
		} as never,
	};
}
interface Tree {
	jobTemplate?: { spec?: { template?: Pod } };
	roles?: { template?: Pod }[];
	template?: Pod;
}

/** The pod with what the restricted standard asks, wherever it says nothing of it. */
function otherwiseSafe({ metadata, spec }: Pod): Pod {
	const { os, securityContext, containers, initContainers } = spec as {
		os?: { name?: string };
		securityContext?: object;
		containers?: object[];
		initContainers?: object[];
	};
	if (os?.name === "windows") return { metadata, spec: { ...spec, securityContext: { runAsNonRoot: true, ...securityContext } } };
	const safe = (list: object[] | undefined) =>
		list?.map((container) => {
			const own = (container as { securityContext?: object }).securityContext;
			return { ...container, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, ...own } };
		});
	return {
		metadata,
		spec: {
			...spec,
			securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" }, ...securityContext },
			containers: safe(containers),
			...(initContainers === undefined ? {} : { initContainers: safe(initContainers) }),
		} as never,
	};
}

function hides(value: unknown): boolean {
	if (value instanceof Unknown || value instanceof Secret) return true;
	return typeof value === "object" && value !== null && Object.values(value).some(hides);
}
