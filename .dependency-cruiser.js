/** The import table of the house (AGENTS.md): which room may import which. Types of a lower room are free to all who may see it. */
const SHARED = "^(errors\\.ts|package\\.json)$";
const room = (name) => (name.endsWith(".ts") ? `^${name}$` : `^${name}/`);

function rule(name, may) {
	return {
		name: `${name} imports only ${may.join(", ") || "nothing"}`,
		severity: "error",
		from: { path: room(name), pathNot: "\\.test\\.ts$|/test-" },
		to: {
			path: "^[^/]+(/|$)",
			pathNot: [room(name), SHARED, "^node_modules/", ...may.map(room)],
			dependencyTypesNot: ["core", "npm", "npm-dev", "npm-peer"],
		},
	};
}

export default {
	forbidden: [
		rule("environment", ["inventory/resource.ts", "facts"]),
		rule("components", []),
		rule("stacks", ["environment", "components"]),
		rule("inventory", []),
		rule("policies", ["inventory", "facts", "reports/report.ts"]),
		rule("reports", ["policies/control.ts", "inventory/resource.ts"]),
		rule("engine", ["inventory", "reports/report.ts"]),
		rule("migration", ["inventory", "policies", "facts", "environment", "reports"]),
		rule("facts", []),
		rule("lab", []),
		{ name: "no cycles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
		{
			name: "only inventory touches SDK internals",
			severity: "error",
			from: { pathNot: "^inventory/|\\.test\\.ts$" },
			to: { path: "node_modules/@pulumi/pulumi/(runtime|proto)/" },
		},
		{
			name: "no orphans",
			severity: "error",
			from: {
				orphan: true,
				pathNot: "\\.test\\.ts$|^\\.|\\.d\\.ts$|^(bench|scripts|lab|test)/|^vitest\\.config|fixtures/|^policies/pack/index\\.cjs$",
			},
			to: {},
		},
	],
	options: {
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(dist|\\.lab|engine/source|.*/fixtures)/" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "node", "default"],
			extensions: [".ts", ".js", ".json", ".d.ts"],
		},
	},
};
