import { textOf } from "./credentials.ts";
import { remembered } from "./remembered.ts";

/** Time servers in a cloud-config, or in configurations of chrony, ntpd and timesyncd that it writes. */
export const timeServersIn = remembered((userData): readonly string[] => {
	const text = textOf(userData) ?? "";
	const found: string[] = [];
	const add = (list: string): void => void found.push(...(list.match(/[a-z0-9][a-z0-9.:-]+/gi) ?? []));
	const section = /(?:^|[\s{,])"?ntp"?\s*:([\s\S]*)/.exec(text)?.[1] ?? "";
	for (const [, list] of section.matchAll(/"?(?:servers|pools)"?\s*:\s*\[([^\]]*)\]/g)) add(list ?? "");
	for (const [, list] of section.matchAll(/^\s*(?:servers|pools)\s*:\s*\n((?:\s*-\s*\S+\s*\n?)+)/gm)) add(list ?? "");
	for (const [, host] of text.matchAll(/(?:^|\\n|\n)\s*(?:server|pool|peer)\s+([a-z0-9][a-z0-9.:-]*\.[a-z0-9.:-]+)/gi)) add(host ?? "");
	for (const [, list] of text.matchAll(/(?:^|\\n|\n)\s*(?:Fallback)?NTP=([^\n\\]+)/g)) add(list ?? "");
	return [...new Set(found.map((host) => host.toLowerCase()))];
});
