import type { Json } from "./json.ts";

/** Whether one JSON object is a plan of Terraform, as `terraform show -json PLAN` writes it. */
export function isPlan(content: Json): boolean {
	return typeof content["format_version"] === "string" && ("planned_values" in content || "resource_changes" in content);
}

/** Whether one JSON object is a state: of Terraform's or OpenTofu's backends in any version, encrypted, or as `terraform show -json` writes it. */
export function isState(content: Json): boolean {
	if ("encrypted_data" in content && "encryption_version" in content) return true;
	if (typeof content["format_version"] === "string") return "values" in content || "terraform_version" in content;
	return (
		typeof content["version"] === "number" &&
		("lineage" in content || "terraform_version" in content || "modules" in content || "serial" in content)
	);
}

/** Whether one JSON object is the state of a Pulumi stack: exported, or as a backend of one's own keeps it. */
export function isPulumiState(content: Json): boolean {
	return typeof content["version"] === "number" && ("deployment" in content || "checkpoint" in content);
}

/** Whether one JSON object is what `pulumi preview --json` writes. */
export function isPulumiPreview(content: Json): boolean {
	return Array.isArray(content["steps"]) && ["changeSummary", "duration", "diagnostics", "config"].some((key) => key in content);
}
