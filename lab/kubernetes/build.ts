import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { programsFolder } from "../home.ts";
import { run } from "../processes.ts";
import { step } from "../steps.ts";

const here = import.meta.dirname;
const source = join(here, "source");

/** The version that source/go.mod asks for, such as `v1.36.3`. */
function moduleVersion(module: string): string {
	const lines = readFileSync(join(source, "go.mod"), "utf8").split("\n");
	const [, found] = lines.map((line) => line.trim().split(" ")).find(([name]) => name === module) ?? [];
	if (found === undefined) throw new Error(`${module} is not in source/go.mod`);
	return found;
}

export const version = moduleVersion("k8s.io/kubernetes");

/** Named by all that decides what is built, so that an old build is never taken for a new one. */
function folderName(): string {
	const hash = createHash("sha256").update(process.arch);
	for (const file of ["source/go.mod", "source/go.sum", "source/cmd/etcd/main.go", "crds/go.mod", "build.ts"])
		hash.update(readFileSync(join(here, file)));
	return `kubernetes-${version}-${hash.digest("hex").slice(0, 12)}`;
}

/** What is built: `bin/` with the programs, `kwok/` with what KWOK needs at run time, `crds/SET/` with custom resource definitions. */
export const built = join(programsFolder, folderName());
export const program = (name: string): string => join(built, "bin", name);
export const isBuilt = (): boolean => existsSync(built);

async function moduleFolder(module: string, cwd: string): Promise<string> {
	const { stdout } = await promisify(execFile)("go", ["mod", "download", "-json", module], {
		cwd,
		env: { ...process.env, GOFLAGS: "-mod=mod" },
	});
	return (JSON.parse(stdout) as { Dir: string }).Dir;
}

/** Builds etcd, the Kubernetes programs and KWOK from their Go modules, checksums verified by Go. Six minutes from nothing on two cores. */
export async function build(): Promise<void> {
	if (isBuilt()) return;
	step(`Kubernetes: building ${version} from Go modules (from nothing: about 6 minutes on two cores)`);
	const growing = `${built}.new`;
	rmSync(growing, { recursive: true, force: true });
	mkdirSync(join(growing, "bin"), { recursive: true });
	const stamps = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) => [
		`${path}.gitVersion=${version}`,
		`${path}.gitMajor=1`,
		`${path}.gitMinor=${version.split(".")[1]}`,
		`${path}.gitTreeState=archive`,
		`${path}.buildDate=1970-01-01T00:00:00Z`,
	]);
	const linking = [
		"-s",
		"-w",
		...[`sigs.k8s.io/kwok/pkg/consts.Version=${moduleVersion("sigs.k8s.io/kwok").slice(1)}`, ...stamps].flatMap((value) => ["-X", value]),
	];
	const commands = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"].map(
		(name) => `k8s.io/kubernetes/cmd/${name}`,
	);
	const flags = [
		"-trimpath",
		"-buildvcs=false",
		"-mod=readonly",
		"-tags",
		"grpcnotrace",
		"-ldflags",
		linking.join(" "),
		"-o",
		`${join(growing, "bin")}/`,
	];
	await run("go build", ["go", "build", ...flags, "./cmd/etcd", ...commands, "sigs.k8s.io/kwok/cmd/kwok"], {
		cwd: source,
		env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "" },
		log: join(programsFolder, "build.log"),
	});
	const copies: [module: string, cwd: string, from: string, to: string][] = [
		["sigs.k8s.io/kwok", source, "kustomize/stage", "kwok/stage"],
		["sigs.k8s.io/kwok", source, "kustomize/rbac", "kwok/rbac"],
		["sigs.k8s.io/gateway-api", join(here, "crds"), "config/crd/standard", "crds/gateway-api"],
		["github.com/cert-manager/cert-manager", join(here, "crds"), "deploy/crds", "crds/cert-manager"],
	];
	for (const [module, cwd, from, to] of copies) cpSync(join(await moduleFolder(module, cwd), from), join(growing, to), { recursive: true });
	renameSync(growing, built);
	step("Kubernetes: built");
}
