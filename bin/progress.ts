import { styleText } from "node:util";
import type { EngineEvent } from "../engine/events.ts";

/** Tells on stderr how far long work is: in place on a terminal, one line a step with the time since start elsewhere. */
export class Progress {
	private readonly start = Date.now();
	private readonly out: NodeJS.WriteStream;
	private readonly color: boolean;
	private line = "";

	constructor(options: { color: boolean; out?: NodeJS.WriteStream }) {
		this.out = options.out ?? process.stderr;
		this.color = options.color && this.out.isTTY === true && !process.env["NO_COLOR"];
	}

	/** A finished step: `✔ check        85 resources, 25 controls`. */
	done(step: string, detail: string): void {
		this.say(`${this.paint("green", "✔")} ${step.padEnd(12)} ${detail}`);
	}

	/** A line of its own, above whatever is in motion. */
	say(text: string): void {
		this.wipe();
		this.out.write(this.out.isTTY ? `${text}\n` : `${this.clock()}  ${text}\n`);
	}

	/** A follower of one engine run over `total` resources of a layer. Components and providers exist in the state only: they are not told. */
	follow(layer: string, total: number): (event: EngineEvent) => void {
		const begun = new Map<string, string>();
		let count = 0;
		return (event) => {
			if (event.kind === "diagnostic" && event.diagnostic.noise === undefined && event.diagnostic.severity === "warning") {
				const about = event.diagnostic.urn === undefined ? "" : `${short(event.diagnostic.urn)}: `;
				this.say(`  warning  ${about}${event.diagnostic.message.trim()}`);
			}
			if ((event.kind !== "start" && event.kind !== "done") || event.planning) return;
			const { op, urn, custom, type } = event.step;
			if (op === "same" || !custom || type.startsWith("pulumi:")) return;
			if (event.kind === "start") begun.set(urn, short(urn));
			else {
				begun.delete(urn);
				count++;
				if (!this.out.isTTY) this.say(`${layer}  ${PAST[op] ?? op}  ${short(urn)}`);
			}
			if (this.out.isTTY) this.bar(layer, count, total, [...begun.values()].at(-1));
		};
	}

	/** Time since start, `m:ss`. */
	clock(): string {
		const seconds = Math.round((Date.now() - this.start) / 1000);
		return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
	}

	/** Removes what is in motion. */
	wipe(): void {
		if (this.line !== "") this.out.write("\r\u001b[2K");
		this.line = "";
	}

	private bar(layer: string, count: number, total: number, current = ""): void {
		const width = 20;
		const filled = total === 0 ? width : Math.min(width, Math.round((count / total) * width));
		const text = `  ${layer.padEnd(12)} ${"█".repeat(filled)}${"░".repeat(width - filled)}  ${count}/${total}   ${this.clock()}   ${current}`;
		this.line = text.slice(0, (this.out.columns ?? 80) - 1);
		this.out.write(`\r\u001b[2K${this.line}`);
	}

	private paint(style: "green" | "red", text: string): string {
		return this.color ? styleText(style, text, { validateStream: false }) : text;
	}
}

const PAST: Record<string, string> = { create: "created", update: "changed", delete: "removed", replace: "replaced", read: "read" };

/** `Instance registry-office-0` out of a URN. */
function short(urn: string): string {
	const [, , type = "", name = ""] = urn.split("::");
	return `${type.split(/[:$]/).at(-1)} ${name}`;
}
