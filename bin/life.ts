import type { EngineEvent } from "../engine/events.ts";
import type { Engine } from "../engine/installed.ts";
import type { Stack } from "../engine/lifecycle.ts";
import { EXIT, UserError } from "../errors.ts";
import type { OpenOptions, PlanFlags, Planned, PlannedLayer } from "./planned.ts";
import { Progress } from "./progress.ts";

/** Flags of every verb that works through the engine. */
export interface LifeFlags extends PlanFlags {
	debug?: boolean;
	color?: boolean;
	acceptStandIn?: boolean;
}

/** A layer with its stack open. */
export interface Opened {
	name: string;
	planned: PlannedLayer;
	stack: Stack;
	/** Shows the progress of what the stack does next, over `total` resources. */
	follow(layer: string, total: number): void;
}

/** Finds the engine and says what it is. @throws UserError (exit 3) with the cure where it is missing or only a stand-in. */
export async function requireEngine(planned: Planned, flags: LifeFlags, progress?: Progress): Promise<Engine> {
	const { findEngine, inLab, refuseStandIn, usesStandIn } = await import("../engine/installed.ts");
	const engine = findEngine();
	refuseStandIn(engine, { lab: inLab(planned.stack), accepted: flags.acceptStandIn === true });
	const { pulumi, openstack, kubernetes } = engine.manifest.versions;
	progress?.done("engine", `pulumi ${pulumi}, openstack ${openstack}, kubernetes ${kubernetes}${usesStandIn(engine) ? " (stand-in)" : ""}`);
	return engine;
}

/** Runs `body` over the stacks that exist, lowest first, with Ctrl-C in two steps. */
export async function openedLayers(
	planned: Planned,
	flags: LifeFlags,
	body: (layers: Opened[], progress: Progress) => Promise<number>,
): Promise<number> {
	const progress = new Progress({ color: flags.color !== false });
	const engine = await requireEngine(planned, flags);
	return interruptible(progress, async (interrupt) => {
		const options = { engine, interrupt, existing: true, debug: flags.debug === true };
		return body(await openAll(planned, options, progress), progress);
	});
}

/** Opens the stacks of all layers at once, lowest first; makes those that are not there, unless `existing` is set. */
export function openAll({ layers }: Planned, options: OpenOptions, progress: Progress): Promise<Opened[]> {
	return Promise.all(layers.map((layer) => open(layer, options, progress)));
}

/** Opens a layer's stack so that its progress can be followed. */
async function open(layer: PlannedLayer, options: OpenOptions, progress: Progress): Promise<Opened> {
	let listener: ((event: EngineEvent) => void) | undefined;
	const stack = await layer.open({ ...options, onEvent: (event) => listener?.(event) });
	return {
		name: layer.name,
		planned: layer,
		stack,
		follow: (name, total) => {
			listener = progress.follow(name, total);
		},
	};
}

/** Ctrl-C once: finish what is in flight, say what is left. Twice: stop now. */
export async function interruptible(
	progress: Progress,
	body: (interrupt: NonNullable<OpenOptions["interrupt"]>) => Promise<number>,
): Promise<number> {
	const { withInterrupt } = await import("../engine/interrupt.ts");
	return withInterrupt(
		(count) =>
			progress.say(
				count === 1
					? "Stopping: what is in flight is finished first. Press Ctrl-C again to stop now."
					: "Stopping now. What was in flight may exist in the cloud and not in the state: run `socle refresh` next.",
			),
		async (interrupt) => {
			const code = await body(interrupt);
			if (interrupt.stop.aborted)
				throw new UserError("Stopped.", { exit: EXIT.interrupted, next: "`socle preview` shows what is left to do." });
			return code;
		},
	).finally(() => progress.wipe());
}
