import { createHash } from "node:crypto";
import { STYLE } from "../reports/html-style.ts";
import type { Content } from "../reports/markup.ts";
import { markup } from "../reports/markup.ts";

/** What the pages of a migration need beside the reports' style: bars of a timeline, and tables that scroll on a phone. */
const MORE = markup`
.scroll{overflow-x:auto}
.scroll :is(th,td){overflow-wrap:break-word}
.scroll td:nth-child(n+4){overflow-wrap:anywhere}
.scroll .severity{white-space:nowrap}
.timeline{display:grid;gap:.375rem;margin-bottom:1.25rem}
.timeline svg{width:100%;height:auto;font-family:var(--sans)}
.timeline rect{fill:var(--accent)}
.timeline text{fill:var(--ink);font-size:12px}
.timeline line{stroke:var(--line)}
@media print{details>*{display:block}details{break-inside:avoid-page}}
`;

export interface PageSection {
	id: string;
	title: string;
	body: Content;
}

/** A page for a director, in the reports' style: the sentence first, then figures, then the sections. No network, no script. */
export function page(options: {
	title: string;
	about: string;
	sentence: string;
	tone: "stop" | "care" | "clear";
	detail?: Content;
	figures: readonly { label: string; value: string | number }[];
	sections: readonly PageSection[];
	version: string;
}): string {
	const style = markup`${STYLE}${MORE}`;
	const hash = createHash("sha256").update(style.toString()).digest("base64");
	const { title, about, sentence, tone, detail, figures, sections, version } = options;
	return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="socle ${version}">
<title>${title} · ${sentence}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#${sections[0]?.id ?? "summary"}">Skip to the details</a>
<header class="masthead"><div class="page">
<p class="mark">Socle</p>
<p>${about}</p>
</div></header>
<main class="page">
<div class="summary" id="summary">
<h1>${title}</h1>
<div class="verdict ${tone}"><div>
<p class="sentence">${sentence}</p>
${detail}
</div></div>
<dl class="figures">${figures.map(({ label, value }) => markup`<div class="figure"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
</div>
<nav aria-label="On this page"><ol>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
${sections.map(({ id, title, body }) => markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`)}</main>
<footer><div class="page"><p>Made by socle ${version} from the inputs named on this page. Figures of effort are estimates; only a person decides.</p></div></footer>
</body>
</html>
`.toString();
}

export function table(caption: string, head: readonly string[], rows: readonly (readonly Content[])[]): Content {
	if (rows.length === 0) return undefined;
	return markup`<div class="scroll"><table><caption>${caption}</caption>
<thead><tr>${head.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...rest]) => markup`<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>\n`;
}
