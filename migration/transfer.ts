/** How long data travels, and how long a service is away while it changes its place. Figures in hours and GiB. */

/** A GiB in megabits: 2^30 bytes × 8 bits ÷ 10^6. */
const MEGABITS = (2 ** 30 * 8) / 1e6;

/** Hours that `gib` travel at a sustained `mbps`: GiB × 8589.934592 Mbit ÷ Mbit/s ÷ 3600. */
export function transferHours(gib: number, mbps: number): number {
	return (gib * MEGABITS) / mbps / 3600;
}

export interface Window {
	/** The last changes: what changed since the copy before, at the same rate. */
	deltaHours: number;
	startHours: number;
	/** Checks, several applications at once. */
	checkHours: number;
	totalHours: number;
}

/** How long a service is away: the last delta travels, it starts, it is checked. */
export function cutOverWindow(options: {
	/** Of one day. */
	changesGiB: number;
	/** Since the copy before. */
	syncHours: number;
	mbps: number;
	startHours: number;
	checkHours: number;
	applications: number;
	engineers: number;
}): Window {
	const { changesGiB, syncHours, mbps, startHours, checkHours, applications, engineers } = options;
	const deltaHours = transferHours((changesGiB * syncHours) / 24, mbps);
	const checks = Math.ceil(applications / engineers) * checkHours;
	return { deltaHours, startHours, checkHours: checks, totalHours: deltaHours + startHours + checks };
}
