import { isIPv4, isIPv6 } from "node:net";
import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses an input that a component can't work with: at construction where the value is known, when it becomes known otherwise.
 * Throws Pulumi's `InputPropertyError`, which carries the input's name to users of every language. The value itself is not repeated: it may be secret.
 */
export function expected<T>(
	component: string,
	input: string,
	value: pulumi.Input<T>,
	expectation: string,
	holds: (value: T) => boolean,
): pulumi.Output<T> {
	const check = (known: T): T => {
		if (holds(known)) return known;
		throw new pulumi.InputPropertyError({ propertyPath: input, reason: `${component}: "${input}" must be ${expectation}` });
	};
	if (pulumi.Output.isInstance(value) || value instanceof Promise)
		return pulumi.output(value).apply((known) => check(known as T)) as pulumi.Output<T>;
	return pulumi.output(check(value)) as pulumi.Output<T>;
}

export function isIpv4Range(text: string): boolean {
	const [address = "", prefix = "", ...rest] = text.split("/");
	return rest.length === 0 && isIPv4(address) && /^\d{1,2}$/.test(prefix) && Number(prefix) <= 32;
}

/** A range of IPv4 or IPv6 that is too narrow to be the world: at most a /8, or a /16 of IPv6. */
export function isNamedRange(text: string): boolean {
	const [address = "", prefix = "", ...rest] = text.split("/");
	if (rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
	return isIPv6(address) ? Number(prefix) >= 16 && Number(prefix) <= 128 : isIpv4Range(text) && Number(prefix) >= 8;
}

export function isPort(value: number): boolean {
	return Number.isInteger(value) && value >= 1 && value <= 65535;
}
