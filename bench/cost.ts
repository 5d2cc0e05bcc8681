/** What a command costs, in time and in work: on a busy machine the work says more. */
import { readFileSync } from "node:fs";

export interface Cost {
	/** Seconds. */
	wall: number;
	/** Seconds of user and system time of every process that was started and waited for. */
	cpu: number;
}

export async function measured(body: () => void | Promise<void>): Promise<Cost> {
	const [start, before] = [performance.now(), childrenCpu()];
	await body();
	return { wall: (performance.now() - start) / 1000, cpu: childrenCpu() - before };
}

/** CPU seconds of the children that have ended, theirs included. Linux: proc(5), cutime and cstime in hundredths of a second. */
function childrenCpu(): number {
	const stat = readFileSync("/proc/self/stat", "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Of at least one value. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
