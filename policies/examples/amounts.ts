import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Example } from "../control.ts";
import { container, deployment, inEveryPlace, pod } from "./kubernetes.ts";

/** Examples of a control about an amount of `what`: `some` is one, `more` a greater one. */
export function amountExamples(
	which: "requests" | "limits",
	what: string,
	some: string,
	more: string,
): { pass: Example[]; fail: Example[]; unknown: Example[] } {
	const sized = (requests: unknown, limits: unknown): Properties => {
		const amounts = { requests, limits };
		return container({
			resources: Object.fromEntries(
				Object.entries(amounts).flatMap(([key, amount]) => (amount === undefined ? [] : [[key, { [what]: amount as string }]])),
			),
		});
	};
	const only = (amount: unknown) => (which === "requests" ? sized(amount, undefined) : sized(undefined, amount));
	const against = which === "requests" ? sized(undefined, some) : sized(some, undefined);
	const one = (title: string, bad: Properties, says?: string): Example => ({
		title,
		resources: [pod({ containers: [bad] })],
		...(says === undefined ? {} : { says }),
	});
	const ofPod = pod({ resources: { [which]: { [what]: some } }, containers: [container()] });
	const shared = what !== "ephemeral-storage";
	return {
		pass: [
			...inEveryPlace("set", only(some), only(some)),
			one("the other beside it", sized(some, more)),
			one("both alike", sized(some, some)),
			{
				title: "an ephemeral container can't have any",
				resources: [pod({ containers: [only(some)], ephemeralContainers: [container()] })],
			},
			...(shared ? [{ title: "set for the pod", resources: [ofPod], kubernetesVersion: { major: 1, minor: 34 } }] : []),
		],
		fail: [
			...inEveryPlace("not set", container(), only(some)).slice(0, 5),
			one("only the other", against, `no`),
			one("null", only(null), "no"),
			one("resources of null", container({ resources: null })),
			one("a request above the limit", sized(more, some), "requests more"),
			one("nothing", only("0"), "of nothing"),
			{
				title: "a sidecar",
				resources: [deployment({ containers: [only(some)], initContainers: [container({ restartPolicy: "Always" })] })],
			},
			{
				title: "set for the pod, before 1.34 or where a pod can't",
				resources: [ofPod],
				kubernetesVersion: { major: 1, minor: shared ? 33 : 37 },
			},
		],
		unknown: [
			one("not known", only(new Unknown())),
			one("no amount", only("plenty"), "is no amount"),
			one("the other is no amount", which === "requests" ? sized(some, "some") : sized("some", some), "is no amount"),
		],
	};
}
