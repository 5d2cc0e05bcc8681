/** Whether a certificate's or listener's host covers another: the same, or a star in place of exactly its first label (RFC 6125). */
export function covers(pattern: string, host: string): boolean {
	const [a, b] = [pattern.toLowerCase(), host.toLowerCase()];
	if (a === b) return true;
	return a.startsWith("*.") && b.indexOf(".") > 0 && !b.startsWith("*") && b.slice(b.indexOf(".")) === a.slice(1);
}
