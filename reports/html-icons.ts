import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";

export type Icon = "fail" | "unknown" | "pass" | "waived" | "unseen" | "resource";

/** Shapes that can be told apart without colour: an octagon crossed, a broken ring, a ticked ring, a bookmark, a struck ring, a box. */
export const ICONS = markup`<svg class="icons" width="0" height="0" aria-hidden="true" focusable="false">
<symbol id="icon-fail" viewBox="0 0 20 20"><path fill="currentColor" fill-rule="evenodd" d="M6 .4h8L19.6 6v8L14 19.6H6L.4 14V6zM6.3 4.9L4.9 6.3 8.6 10l-3.7 3.7 1.4 1.4L10 11.4l3.7 3.7 1.4-1.4L11.4 10l3.7-3.7-1.4-1.4L10 8.6z"/></symbol>
<symbol id="icon-unknown" viewBox="0 0 20 20"><circle cx="10" cy="10" r="8.8" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.5 2.03"/><path d="M7.3 8c0-1.8 1.2-2.9 2.8-2.9s2.8 1 2.8 2.5c0 2-2.7 2.1-2.7 4.3" stroke="currentColor" stroke-width="2" fill="none"/><circle cx="10.2" cy="14.7" r="1.3" fill="currentColor"/></symbol>
<symbol id="icon-pass" viewBox="0 0 20 20"><circle cx="10" cy="10" r="8.8" fill="none" stroke="currentColor" stroke-width="2"/><path d="M5.6 10.3l3.1 3.1 5.7-6.3" stroke="currentColor" stroke-width="2.3" fill="none"/></symbol>
<symbol id="icon-waived" viewBox="0 0 20 20"><path d="M3.5 1.5h13v17L10 14.3l-6.5 4.2z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/></symbol>
<symbol id="icon-unseen" viewBox="0 0 20 20"><path d="M1 10s3.4-5.5 9-5.5S19 10 19 10s-3.4 5.5-9 5.5S1 10 1 10z" fill="none" stroke="currentColor" stroke-width="2"/><path d="M3.5 17.5l13-15" stroke="currentColor" stroke-width="2"/></symbol>
<symbol id="icon-resource" viewBox="0 0 20 20"><path d="M1.5 5.6L10 1.3l8.5 4.3v8.8L10 18.7l-8.5-4.3zM1.5 5.6L10 10l8.5-4.4M10 10v8.5" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/></symbol>
</svg>`;

export function icon(name: Icon): Markup {
	return markup`<svg class="icon icon-${name}" aria-hidden="true" focusable="false"><use href="#icon-${name}"/></svg>`;
}
