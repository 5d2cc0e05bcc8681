import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import type { Needs } from "../engine/doctor/needs.ts";
import type { Check } from "../engine/doctor.ts";
import type { Engine } from "../engine/installed.ts";
import type { Deployment } from "../engine/lifecycle.ts";
import { UserError } from "../errors.ts";
import type { LifeFlags } from "./life.ts";
import { requireEngine } from "./life.ts";
import type { Planned } from "./planned.ts";
import { openCloud, openCluster } from "./sign-in.ts";

/** Looks at everything that `up` will need: on this machine, in the state's place, in the cloud, in the cluster. Changes nothing. */
export async function examine(planned: Planned, flags: LifeFlags): Promise<Check[]> {
	const here = await thisMachine(planned, flags);
	return [...here.checks, ...(await examineClouds(planned, here.made))];
}

/** Looks at what `up` will need of cloud and cluster, beyond what was `made` already (URNs). */
export async function examineClouds(planned: Planned, made: ReadonlySet<string>): Promise<Check[]> {
	const [{ cloudChecks, clusterChecks, needsOf, readCloud, readCluster }, { targets }] = await Promise.all([
		import("../engine/doctor.ts"),
		import("../engine/drift.ts"),
	]);
	const needs = needsOf(
		planned.layers.map(({ plan }) => plan),
		made,
	);
	const { cloud, context } = targets(planned.layers);
	const onCloud = async (): Promise<Check[]> => {
		if (needs.services.length === 0) return [];
		if (cloud === undefined) return [missing("openstack-credentials", "No cloud is named.", "Name it in cloud.cloud, or set OS_CLOUD.")];
		const { openStackReader } = await import("../inventory/openstack/client.ts");
		const session = await openCloud(cloud.name, cloud.region);
		const offer = await readCloud(openStackReader(session), needs);
		const as = `signed in to cloud ${cloud.name} as ${session.userName} (${session.roles.join(", ") || "no role"})`;
		return [{ id: "openstack-credentials", status: "ok", message: as }, ...cloudChecks(needs, offer)];
	};
	const onCluster = async (): Promise<Check[]> => {
		if (needs.kubernetes.kinds.size === 0) return [];
		const { kubernetesReader } = await import("../inventory/kubernetes/client.ts");
		return clusterChecks(needs as Needs, await readCluster(kubernetesReader(await openCluster(context)), needs));
	};
	const [inCloud, inCluster] = await Promise.all([
		asked("openstack-credentials", "Check clouds.yaml.", onCloud),
		asked("kubernetes-reachable", "Check the kubeconfig.", onCluster),
	]);
	return [...inCloud, ...inCluster];
}

const missing = (id: string, message: string, cure: string): Check => ({ id, status: "missing", message, cure });

/** What can't even be asked is missing itself, with the cure that the error names. */
async function asked(id: string, cure: string, look: () => Promise<Check[]>): Promise<Check[]> {
	try {
		return await look();
	} catch (error) {
		return [fromError(id, error, cure)];
	}
}

function fromError(id: string, error: unknown, cure: string): Check {
	if (!(error instanceof UserError)) throw error;
	const details = error.problems.map(({ file, key, message }) => [file, key, message].filter((part) => part !== undefined).join(" "));
	return missing(id, [error.message, ...details].join(" "), error.next ?? cure);
}

/** The engine, the passphrase and the state's place; with them, what was made already. */
async function thisMachine(planned: Planned, flags: LifeFlags): Promise<{ checks: Check[]; made: Set<string> }> {
	const checks: Check[] = [];
	let engine: Engine | undefined;
	try {
		engine = await requireEngine(planned, flags);
		const { pulumi, openstack, kubernetes } = engine.manifest.versions;
		checks.push({ id: "engine", status: "ok", message: `pulumi ${pulumi}, openstack ${openstack}, kubernetes ${kubernetes}` });
	} catch (error) {
		checks.push(fromError("engine", error, "socle engine install"));
	}
	const { requirePassphrase } = await import("../engine/backend.ts");
	let passphrase = false;
	try {
		requirePassphrase();
		passphrase = true;
		checks.push({ id: "passphrase", status: "ok", message: "passphrase for the secrets in the state" });
	} catch (error) {
		checks.push(fromError("passphrase", error, "Set PULUMI_CONFIG_PASSPHRASE_FILE."));
	}
	const { check, exists } = statePlace(planned.directory);
	if (check !== undefined) checks.push(check);
	if (!exists || engine === undefined || !passphrase) return { checks, made: new Set() };
	try {
		return { checks, made: await alreadyMade(planned, engine) };
	} catch (error) {
		return { checks: [...checks, fromError("backend", error, "Check PULUMI_BACKEND_URL.")], made: new Set() };
	}
}

/** A folder is looked at; whether a place elsewhere can be reached shows when its stacks are opened. */
function statePlace(directory: string): { check?: Check; exists: boolean } {
	if (process.env["PULUMI_BACKEND_URL"]) return { exists: true };
	const own = join(directory, ".socle");
	const exists = existsSync(own);
	try {
		accessSync(exists ? own : directory, constants.W_OK | constants.X_OK);
		return { check: { id: "backend", status: "ok", message: `state in ${own}${exists ? "" : ", which `up` will make"}` }, exists };
	} catch {
		const cure = "Make the folder writable, or set PULUMI_BACKEND_URL to keep the state elsewhere.";
		return {
			check: missing("backend", `${exists ? own : directory} can't be written, and the state would lie there.`, cure),
			exists: false,
		};
	}
}

async function alreadyMade(planned: Planned, engine: Engine): Promise<Set<string>> {
	const opening = planned.layers.map(async (layer) => {
		try {
			return (await layer.open({ engine, existing: true })).found;
		} catch (error) {
			if (error instanceof UserError && isNotThereYet(error)) return undefined;
			throw error;
		}
	});
	return urnsOf(await Promise.all(opening));
}

/** Everything that deployments hold. */
export function urnsOf(deployments: readonly (Deployment | undefined)[]): Set<string> {
	return new Set(deployments.flatMap((each) => each?.deployment.resources ?? []).map(({ urn }) => urn));
}

const isNotThereYet = ({ message }: UserError): boolean => /no stack|does not exist|was never/i.test(message);
