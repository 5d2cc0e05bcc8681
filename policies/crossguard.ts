import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AnalyzeRequest, AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { UserError } from "../errors.ts";
import type { EngineResource } from "../inventory/engine-resources.ts";
import { parseResources } from "../inventory/serialize.ts";
import packageJson from "../package.json" with { type: "json" };
import type { Result, Severity } from "../reports/report.ts";
import { SEVERITIES } from "../reports/report.ts";
import { Admission } from "./admission.ts";
import type { AnyControl } from "./control.ts";
import type { PackOptions } from "./pack/pack.ts";
import { packOptions } from "./pack/pack.ts";
import { chooseControls } from "./packs.ts";

/**
 * The controls as a policy pack of the Pulumi engine: its analyzer protocol, spoken directly. Unlike `@pulumi/policy` this keeps secrets
 * and unknown values marked as they come over the wire, gives each finding the level of its severity, decodes each resource once, and
 * starts without loading the SDK. Source: pulumi/pulumi proto/pulumi/analyzer.proto, 3.259.0.
 */
export async function serve(): Promise<void> {
	const options = packOptions(process.env);
	let choice: ReturnType<typeof admissionOf>;
	try {
		choice = admissionOf(options);
	} catch (error) {
		const { message, problems } = error as UserError;
		const details = error instanceof UserError ? problems.map(({ key, message }) => `\n  ${key}: ${message}`).join("") : "";
		process.stderr.write(`socle policies: ${message}${details}\n`);
		process.exit(1);
	}
	const { grpc, service, messages, struct } = protocol();
	const { admission, controls } = choice;
	const levelOf = (severity: Severity) => messages.EnforcementLevel[blocks(severity, options.failOn) ? "MANDATORY" : "ADVISORY"];

	const diagnostic = (result: Result) => {
		const message = new messages.AnalyzeDiagnostic();
		message.setPolicyname(result.control);
		message.setPolicypackname("socle");
		message.setPolicypackversion(packageJson.version);
		message.setDescription(controls.find(({ id }) => id === result.control)?.title ?? "");
		message.setMessage(`${result.control}: ${result.message} ${result.remediation}`);
		message.setUrn(result.resource.id);
		message.setEnforcementlevel(result.verdict === "fail" ? levelOf(result.severity) : messages.EnforcementLevel.ADVISORY);
		message.setSeverity(severityOf(result.severity));
		return message;
	};
	const severityOf = (severity: Severity) => messages.PolicySeverity[`POLICY_SEVERITY_${severity.toUpperCase() as Uppercase<Severity>}`];
	/** The engine takes for passed what is neither a finding nor said not to apply; what is undecided is no pass. */
	const open = (control: AnyControl, result: Result | undefined) => {
		const message = new messages.PolicyNotApplicable();
		message.setPolicyName(control.id);
		message.setReason(result?.verdict === "unknown" ? `Not decided. ${result.message}` : "Does not apply.");
		return message;
	};
	const register = (results: readonly Result[]) => {
		const response = new messages.AnalyzeResponse();
		response.setDiagnosticsList(results.filter(({ verdict }) => verdict === "fail").map(diagnostic));
		const verdicts = new Map(results.map((result) => [result.control, result]));
		const decided = (id: string) => ["pass", "fail"].includes(verdicts.get(id)?.verdict ?? "");
		response.setNotApplicableList(controls.filter(({ id }) => !decided(id)).map((control) => open(control, verdicts.get(control.id))));
		return response;
	};
	const finish = (results: readonly Result[]) => {
		const response = new messages.AnalyzeResponse();
		response.setDiagnosticsList(results.map(diagnostic));
		return response;
	};
	const info = (control: AnyControl) => {
		const policy = new messages.PolicyInfo();
		policy.setName(control.id);
		policy.setDisplayname(control.title);
		policy.setDescription(control.rationale);
		policy.setRemediationSteps(control.remediation);
		policy.setEnforcementlevel(levelOf(control.severity));
		policy.setSeverity(severityOf(control.severity));
		policy.setPolicyType(messages.PolicyType.POLICY_TYPE_RESOURCE);
		return policy;
	};

	const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
	server.addService(service, {
		analyze: unary((request: AnalyzeRequest) => register(admission.register(fromRequest(request)))),
		analyzeStack: unary((request: AnalyzeStackRequest) => finish(admission.finish(request.getResourcesList().map(fromStack)))),
		remediate: unary(() => new messages.RemediateResponse()),
		getAnalyzerInfo: unary(() => {
			const response = new messages.AnalyzerInfo();
			response.setName("socle");
			response.setDisplayname("Socle");
			response.setVersion(packageJson.version);
			response.setPoliciesList(controls.map(info));
			return response;
		}),
		getPluginInfo: unary(() => {
			const response = new struct.PluginInfo();
			response.setVersion(packageJson.version);
			return response;
		}),
	});
	server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
		if (error !== null) throw error;
		process.stdout.write(`${port}\n`);
	});
	endWithParent();
}

/** What is to be judged and how. */
function admissionOf(options: PackOptions) {
	const parameters = options.parameters === undefined ? {} : JSON.parse(readFileSync(options.parameters, "utf8"));
	const choice = chooseControls({ packs: options.packs ?? [], controls: options.controls ?? [], parameters });
	const plan = options.plan === undefined ? undefined : parseResources(readFileSync(options.plan, "utf8"));
	return { controls: choice.controls, admission: new Admission({ ...choice, plan, partial: options.partial }) };
}

function blocks(severity: Severity, failOn: PackOptions["failOn"] = "high"): boolean {
	return failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

function fromRequest(request: AnalyzeRequest): EngineResource {
	return { urn: request.getUrn(), type: request.getType(), inputs: request.getProperties()?.toJavaScript() ?? {} };
}

function fromStack(resource: AnalyzerResource): EngineResource {
	const dependencies = [...resource.getPropertydependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]);
	return {
		urn: resource.getUrn(),
		type: resource.getType(),
		inputs: resource.getProperties()?.toJavaScript() ?? {},
		dependencies: resource.getDependenciesList(),
		propertyDependencies: Object.fromEntries(dependencies),
	};
}

type Callback = (error: Error | null, response?: unknown) => void;

function unary<R>(handle: (request: R) => unknown) {
	return (call: { request: R }, callback: Callback): void => {
		try {
			callback(null, handle(call.request));
		} catch (error) {
			callback(error as Error);
		}
	};
}

/** gRPC in the SDK's own copy and the protocol's messages, without the rest of the SDK. */
function protocol() {
	const require = createRequire(import.meta.url);
	const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
	return {
		grpc: sdk("@grpc/grpc-js") as typeof import("@grpc/grpc-js"),
		service: sdk("./proto/analyzer_grpc_pb.js").AnalyzerService,
		messages: sdk("./proto/analyzer_pb.js") as typeof import("@pulumi/pulumi/proto/analyzer_pb.js"),
		struct: sdk("./proto/plugin_pb.js") as typeof import("@pulumi/pulumi/proto/plugin_pb.js"),
	};
}

/** An engine that was killed can't end its packs. */
function endWithParent(): void {
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && process.exit(0), 1000).unref();
}
