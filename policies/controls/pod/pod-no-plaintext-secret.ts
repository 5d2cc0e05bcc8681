import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, Example } from "../../control.ts";
import { credentialNamed, credentialsOf } from "../../credentials.ts";
import { among, container, inEveryPlace, ofContainer, pod, templated } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { escapeToken, items } from "../../guard.ts";
import { eachContainer, eachPod, metadataOf, overPods } from "../../pods.ts";

/** It repeats the manifest. */
const REPEATED = "kubectl.kubernetes.io/last-applied-configuration";
const PLAIN = { PASSWORD_FILE: "/run/secrets/password", PASSWORD: "$(OTHER)", DB_PASSWORD: "", SECRET_NAME: "town-2026" };
type Annotations = { readonly [key: string]: string } | null | undefined;
const having = (name: string, value: unknown) => container({ env: [{ name, value: value as string }] });
const running = (...args: unknown[]) => container({ args: args as never });
const one = (title: string, bad: Properties, says = ""): Example => ofContainer(title, bad, { says });
const annotated = (key: string, value: string) => ({ annotations: { [key]: value } });

const control: Control = {
	...overPods,
	id: "pod-no-plaintext-secret",
	severity: "critical",
	title: "No credential is written into a pod",
	rationale: "Whoever may look at pods reads it, and so does whoever reads the repository, its history, or a backup of either.",
	remediation: "Put the value into a Secret that is not in the repository, mount it as a file, and change the credential: it is known.",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	check(subject, context) {
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(items(container.env, subject, `${path}/env`), (variable, index) => {
				const { name, value } = variable ?? {};
				if (value === undefined || value === null || value === "") return;
				const what = credentialNamed(String(name), String(value), context.all);
				const at = `${path}/env/${index}/value`;
				if (what !== undefined) context.report({ path: at, message: `The ${called} has ${what} in its environment.` });
			});
		});
		eachContainer(subject, context, ({ container, path, called }) => {
			context.each(["command", "args"] as const, (key) => {
				const words = items(container[key], subject, `${path}/${key}`).join(" ");
				for (const { what } of credentialsOf(words, context.all))
					context.report({ path: `${path}/${key}`, message: `The ${called} has ${what} on its command line.` });
			});
		});
		const judge = (annotations: Annotations, at: string): void =>
			context.each(Object.keys(annotations ?? {}), (key) => {
				const what = key === REPEATED ? undefined : credentialNamed(key, String(annotations?.[key]), context.all);
				const path = `${at}/annotations/${escapeToken(key)}`;
				if (what !== undefined) context.report({ path, message: `The annotation ${key} holds ${what}.` });
			});
		const { metadata } = subject.properties as { metadata?: { annotations?: Annotations } };
		context.each([0], () => judge(metadata?.annotations, "/metadata"));
		eachPod(subject, context, (pod) => {
			if (pod.metadataPath !== "/metadata") judge(metadataOf(subject, pod).annotations, pod.metadataPath);
		});
	},
	examples: {
		pass: [
			...inEveryPlace("settings", having("LOG_LEVEL", "info"), container()),
			...Object.entries(PLAIN).map(([name, value]) => one(`${name}=${value}`, having(name, value))),
			one("from a Secret", container({ env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db" } } }, null] })),
			one("a path on the command line", running("--tls-key=/etc/tls.key", "--password=$(PASSWORD)", "--token-file", "/run/token")),
			among("what repeats the manifest", [pod({ containers: [container()] }, annotated(REPEATED, '{"password":"winter-2026"}'))]),
		],
		fail: [
			...inEveryPlace("a password", having("DB_PASSWORD", "winter-2026"), container()),
			one("a login in a URL", having("DATABASE_URL", "postgres://town:winter-2026@db.example/town"), "a login in a URL"),
			one("on the command line", running("--user=town", "--password=winter-2026"), "on its command line"),
			one("in two words", container({ command: ["server", "--password", "winter-2026"] }), "on its command line"),
			one("behind one that is not known", container({ env: new Unknown(), args: ["--password=winter-2026"] })),
			among("in an annotation", [pod({ containers: [container()] }, annotated("town/password", "winter-2026"))], {
				says: "The annotation",
			}),
			among("in the template's", [templated(annotated("password", "winter-2026"), { containers: [container()] })]),
		],
		unknown: [one("not known", having("DB_PASSWORD", new Unknown())), one("an argument is not", running("--user", new Unknown()))],
	},
};
export default control;
