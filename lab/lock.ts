import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { step } from "./steps.ts";

/** An abstract socket: the kernel drops it with the process that holds it, so no lock is ever left behind. One a machine, as the ports are. */
const address = "\0socle-lab";

function holder(): Promise<string> {
	return new Promise((resolve) => {
		let text = "";
		connect(address)
			.on("data", (chunk) => {
				text += chunk;
			})
			.on("error", () => resolve(""))
			.on("close", () => resolve(text));
	});
}

/** Waits until no other lab command changes anything on this machine, then keeps others waiting until this program ends. */
export async function lock(command: string): Promise<void> {
	for (let told = false; ; told = true) {
		const server = createServer((socket) => socket.end(`lab ${command}, process ${process.pid}`)).unref();
		const held = await new Promise<boolean>((resolve) => server.once("error", () => resolve(false)).listen(address, () => resolve(true)));
		if (held) return;
		if (!told) step(`waiting for another lab command to end (${await holder()})`);
		await sleep(500);
	}
}
