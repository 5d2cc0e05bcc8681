import { markup } from "./markup.ts";

/**
 * The look of the page. Every colour on its ground has a contrast of 4.5 or more in both schemes (the lab test measures them), nothing is said
 * by colour alone, and paper gets everything that is folded on the screen.
 */
export const STYLE = markup`
:root{
	color-scheme:light dark;
	--page:#fff;--tint:#f3f5f9;--line:#ccd3de;--ink:#161b26;--quiet:#4b5568;--accent:#173f8a;--band:#14284f;--on-band:#fff;
	--stop:#9c1212;--stop-tint:#fdf1f0;--care:#7a4a00;--care-tint:#fdf6e7;--clear:#11603a;--clear-tint:#eef8f2;--low:#2f4f73;
	--sans:"Source Sans 3","Public Sans",Inter,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue","Liberation Sans",Arial,sans-serif;
	--mono:ui-monospace,"Cascadia Mono","SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;
}
@media (prefers-color-scheme:dark){:root{
	--page:#11151d;--tint:#1a202c;--line:#3a4455;--ink:#e8ecf3;--quiet:#aab4c5;--accent:#9dbdff;--band:#0b1730;--on-band:#e8ecf3;
	--stop:#ff9d94;--stop-tint:#2c1718;--care:#f3c065;--care-tint:#2a2213;--clear:#7fd6a4;--clear-tint:#13261c;--low:#a9c4e6;
}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:400 1rem/1.55 var(--sans);overflow-wrap:anywhere}
.page{max-width:62rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
.icons{position:absolute}
h1,h2,h3{line-height:1.2;text-wrap:balance;margin:0}
h1{font-size:clamp(2rem,1.5rem + 2.4vw,3rem);letter-spacing:-.02em}
h2{font-size:clamp(1.5rem,1.35rem + .7vw,1.875rem);letter-spacing:-.01em;margin-bottom:1rem}
h3{font-size:1.1875rem;margin-top:2rem;margin-bottom:.5rem}
p{margin:0 0 .75rem;max-width:44rem}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
code{font:.875em/1.4 var(--mono)}
ul,ol{margin:0;padding:0;list-style:none}
dl,dd{margin:0}
.note{display:block;color:var(--quiet);font-weight:400;font-size:.9375rem}
.quiet{color:var(--quiet);font-weight:400}
.icon{width:1em;height:1em;vertical-align:-.125em;flex:none}
.skip{position:absolute;left:1rem;top:-6rem;background:var(--page);padding:.75rem 1rem;z-index:1}
.skip:focus{top:.5rem}

.masthead{background:var(--band);color:var(--on-band)}
.masthead .page{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between;padding-block:.875rem}
.masthead p{margin:0;font-size:.9375rem}
.masthead .mark{font-size:1.25rem;font-weight:700;letter-spacing:.01em}

.summary{padding-top:clamp(1.75rem,5vw,3.25rem)}
.eyebrow{color:var(--quiet);margin-bottom:.25rem;font-size:1.0625rem}
.verdict{display:flex;gap:1rem;margin-top:1.5rem;padding:1.25rem 1.5rem;border:1px solid;border-left-width:.5rem}
.verdict .icon{width:1.75rem;height:1.75rem;margin-top:.2rem}
.verdict p{margin:0;max-width:46rem;color:var(--ink)}
.verdict .sentence{font-size:clamp(1.1875rem,1.1rem + .55vw,1.4375rem);line-height:1.35;font-weight:600;margin-bottom:.375rem;text-wrap:pretty}
.verdict.stop{color:var(--stop);background:var(--stop-tint)}
.verdict.care{color:var(--care);background:var(--care-tint)}
.verdict.clear{color:var(--clear);background:var(--clear-tint)}
.figures{display:grid;grid-template-columns:repeat(5,1fr);margin-top:1.5rem;border-block:1px solid var(--line)}
.figure{display:flex;flex-direction:column-reverse;justify-content:flex-end;gap:.125rem;padding:1rem .75rem 1rem 1rem;border-left:1px solid var(--line)}
.figure:first-child{border-left:0;padding-left:0}
.figure dt{color:var(--quiet);font-size:.9375rem;line-height:1.35}
.figure dd{display:flex;align-items:center;gap:.5rem;font-size:2rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
.figure .icon{width:1.125rem;height:1.125rem;color:var(--quiet)}
.figure.fail:not(.none) :is(dd,.icon){color:var(--stop)}
.figure.unknown:not(.none) :is(dd,.icon){color:var(--care)}
.figure.pass:not(.none) .icon{color:var(--clear)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem 2rem;margin-top:1.25rem}
.facts dt{color:var(--quiet);font-size:.875rem}
nav ol{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.25rem 1.5rem;margin-top:1.75rem;padding:.875rem 1.25rem;background:var(--tint)}
nav a{display:inline-block;padding-block:.125rem}

section{margin-top:clamp(2.75rem,6vw,4rem);padding-top:1.75rem;border-top:2px solid var(--ink)}
table{width:100%;border-collapse:collapse;margin-bottom:1.25rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.legend{display:none}
th,td{text-align:left;vertical-align:top;padding:.75rem .5rem;border-bottom:1px solid var(--line);font-weight:400}
thead th{vertical-align:bottom;color:var(--quiet);font-size:.875rem;border-bottom:1px solid var(--ink)}
th:first-child{padding-left:0}
.number{width:6.25rem;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.number .icon{margin-right:.375rem}
td.number{font-weight:600;font-size:1.0625rem}
td.pass{font-weight:400}
td.none{font-weight:400;color:var(--quiet)}
td.fail:not(.none){color:var(--stop)}
td.unknown:not(.none){color:var(--care)}
.severity{display:inline-block;padding:.0625rem .5rem;border:1.5px solid;font-size:.875rem;font-weight:600;line-height:1.5}
.severity::first-letter{text-transform:uppercase}
.severity.critical{background:var(--stop);border-color:var(--stop);color:var(--page)}
.severity.high{color:var(--stop)}
.severity.medium{color:var(--care)}
.severity.low{color:var(--low)}

.filters{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin-bottom:1.5rem;padding:1rem 1.25rem;background:var(--tint)}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{padding:0;margin-bottom:.25rem;font-weight:600;font-size:.9375rem}
fieldset label{display:inline-flex;gap:.4rem;align-items:baseline;margin-right:1rem;padding-block:.25rem;cursor:pointer}
input[type=radio]{width:1.05rem;height:1.05rem;margin:0;accent-color:var(--accent);transform:translateY(.125rem)}
.cards{display:grid;gap:1.25rem}
.card{border:1px solid var(--line);border-top:4px solid var(--quiet);padding:1.25rem clamp(1rem,3vw,1.75rem) 1.375rem;min-width:0}
.card:is([data-severity=critical],[data-severity=high]){border-top-color:var(--stop)}
.card[data-severity=medium]{border-top-color:var(--care)}
.card h3{margin:.625rem 0 .375rem;font-size:1.3125rem}
.why{color:var(--quiet)}
.tags{display:flex;flex-wrap:wrap;gap:.5rem .875rem;align-items:center;margin:0;font-size:.9375rem}
.status{display:inline-flex;gap:.375rem;align-items:center;color:var(--quiet)}
.pairs{border-top:1px solid var(--line);margin-top:1rem}
.pairs>div{display:grid;grid-template-columns:minmax(7rem,13rem) minmax(0,1fr);gap:.25rem 1.5rem;padding-block:.75rem;border-bottom:1px solid var(--line)}
.card .pairs>div{grid-template-columns:6rem minmax(0,1fr)}
.card .pairs{margin-top:0}
.why{margin-bottom:1rem}
.card .pairs>div:last-child{border-bottom:0}
.card>.pairs:last-child>div:last-child{padding-bottom:0}
.pairs dt{font-weight:600}
.card .pairs dt{color:var(--quiet);font-weight:400}
.pairs dd>:last-child{margin-bottom:0}
.prose{white-space:pre-line}
.places li+li,.references li+li{margin-top:.5rem}
.acceptance{margin-top:.75rem}
.owner{color:var(--quiet);font-size:.9375rem}
.owner::before{content:"· "}
.columns{columns:2 18rem;column-gap:2.5rem}
.columns li{break-inside:avoid;padding-bottom:.5rem}
.columns code{display:block}
details{margin-block:.25rem}
summary{cursor:pointer;color:var(--accent);padding-block:.375rem;text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1px;width:fit-content}
details[open]>summary{margin-bottom:.5rem}
footer{margin-top:4rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.9375rem}
footer .page{padding-block:1.5rem 2.5rem}
footer p{margin:0}

@media (max-width:44rem){
	.figures{grid-template-columns:repeat(2,1fr)}
	.figure{border-left:0;border-bottom:1px solid var(--line);padding:.75rem .5rem .75rem 0}
	.figure:nth-child(even){border-left:1px solid var(--line);padding-left:1rem}
	.figure:last-child{border-bottom:0}
	.verdict{padding:1rem 1rem 1rem .875rem;gap:.75rem}
	.pairs>div,.card .pairs>div{grid-template-columns:minmax(0,1fr)}
	.facts{gap:.5rem}
	.facts>div{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.75rem}
	.facts dt{padding-top:.0625rem}
	.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;color:var(--quiet);font-size:.875rem}
	nav a{padding-block:.3rem}
	.number{width:auto;padding-inline:.375rem}
	thead .number span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
	thead .number .icon{margin:0;width:1.125rem;height:1.125rem}
	thead th{position:relative}
}
@media print{
	@page{size:A4;margin:16mm 15mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}}
	:root{color-scheme:light;--page:#fff;--tint:#fff;--line:#aaa;--ink:#000;--quiet:#333;--accent:#000;--band:#fff;--on-band:#000;
		--stop:#8a0f0f;--stop-tint:#fff;--care:#6a4000;--care-tint:#fff;--clear:#0c4c2d;--clear-tint:#fff;--low:#2a4666}
	html{font-size:9.5pt}
	body{line-height:1.45}
	.page{max-width:none;padding-inline:0}
	.masthead{border-bottom:1px solid #000}
	.skip,nav,.filters,thead .icon{display:none}
	#services,#severity{break-inside:avoid}
	tr:first-child,.pairs>div:first-child,footer{break-before:avoid}
	h1{font-size:22pt}
	h2{font-size:15pt}
	.number{width:5.25rem}
	.summary{padding-top:8mm}
	section{margin-top:9mm;padding-top:5mm}
	h2,h3,h2+p,h3+p,summary,thead,.tags{break-after:avoid}
	.card,tr,.verdict,.figures,.pairs>div,.facts{break-inside:avoid}
	.card:has(.places li:nth-child(7)){break-inside:auto}
	thead{display:table-header-group}
	details::details-content{content-visibility:visible;display:block;block-size:auto}
	summary{list-style:none;color:#000;text-decoration:none;font-weight:600}
	summary::-webkit-details-marker{display:none}
	*{print-color-adjust:economy}
	.severity.critical{background:none;color:var(--stop);border-width:3px}
	footer{margin-top:6mm}
	footer .page{padding-block:3mm 0}
}
`;
