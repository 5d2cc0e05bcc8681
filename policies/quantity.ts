const UNITS: Readonly<Record<string, number>> = {
	"": 1,
	m: 1e-3,
	k: 1e3,
	M: 1e6,
	G: 1e9,
	T: 1e12,
	P: 1e15,
	E: 1e18,
	Ki: 2 ** 10,
	Mi: 2 ** 20,
	Gi: 2 ** 30,
	Ti: 2 ** 40,
	Pi: 2 ** 50,
	Ei: 2 ** 60,
};

/** A Kubernetes quantity as a number: `256Mi`, `1.5G`, `1e9`, `250m`. `undefined`: not a quantity. Source: k8s.io/apimachinery, api/resource. */
export function bytes(text: string | number): number | undefined {
	const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([a-zA-Z]*))$/.exec(String(text));
	if (match === null) return undefined;
	const unit = match[2] === undefined ? UNITS[match[3] ?? ""] : Number(`1${match[2]}`);
	return unit === undefined ? undefined : Number(match[1]) * unit;
}
