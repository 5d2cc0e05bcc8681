import { createRequire } from "node:module";
import type {
	AnalyzeDiagnostic,
	AnalyzeRequest,
	AnalyzerResource,
	AnalyzeStackRequest,
	ConfigureAnalyzerRequest,
	PolicyNotApplicable,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { EngineResource } from "./engine-resources.ts";

/** A rule as the engine lists it. */
export interface Policy {
	name: string;
	title: string;
	description: string;
	remediation: string;
	severity: "critical" | "high" | "medium" | "low";
	/** Whether a finding stops the resource. */
	mandatory: boolean;
	/** JSON schema of each parameter, with the value in effect as its default. */
	parameters: Readonly<Record<string, object>>;
}

/** What Pulumi's policy configuration (`--policy-pack-config`) says of a policy; the engine fills in what the file leaves out. */
export interface Configuration {
	level: "advisory" | "mandatory" | "disabled";
	parameters: Readonly<Record<string, unknown>>;
}

/** What a policy has to say of one resource. */
export interface Finding {
	policy: string;
	urn: string;
	message: string;
	mandatory: boolean;
}

export interface Answer {
	findings: readonly Finding[];
	/** Policies that did not decide, and why: the engine takes for passed what is in neither list. */
	undecided: readonly { policy: string; reason: string }[];
}

export interface Analyzer {
	name: string;
	title: string;
	version: string;
	policies: readonly Policy[];
	/** Comes once, before any resource. What it throws is told to the user and ends the operation. */
	configure(policies: ReadonlyMap<string, Configuration>): void;
	/** A resource before it is made. */
	register(resource: EngineResource): Answer;
	/** All resources of the stack, after they were made. */
	finish(resources: readonly EngineResource[]): Answer;
}

/**
 * Serves an analyzer to the engine that started this process, and prints the port as the engine expects it. The protocol is spoken directly:
 * unlike through `@pulumi/policy`, secrets and unknown values stay marked as they come over the wire, each resource is decoded once, and
 * the SDK is not loaded. Source: pulumi/pulumi proto/pulumi/analyzer.proto, 3.259.0.
 */
export function serveAnalyzer(analyzer: Analyzer): void {
	const { grpc, service, messages, plugin, Struct, Empty } = protocol();
	const level = (mandatory: boolean) => messages.EnforcementLevel[mandatory ? "MANDATORY" : "ADVISORY"];
	const severities = new Map(analyzer.policies.map(({ name, severity }) => [name, severityOf(severity)]));
	function severityOf(severity: Policy["severity"]) {
		return messages.PolicySeverity[`POLICY_SEVERITY_${severity.toUpperCase() as Uppercase<Policy["severity"]>}`];
	}

	function diagnostic({ policy, urn, message, mandatory }: Finding): AnalyzeDiagnostic {
		const found = new messages.AnalyzeDiagnostic();
		found.setPolicyname(policy);
		found.setPolicypackname(analyzer.name);
		found.setPolicypackversion(analyzer.version);
		found.setDescription(analyzer.policies.find(({ name }) => name === policy)?.title ?? "");
		found.setMessage(message);
		found.setUrn(urn);
		found.setEnforcementlevel(level(mandatory));
		found.setSeverity(severities.get(policy) ?? messages.PolicySeverity.POLICY_SEVERITY_UNSPECIFIED);
		return found;
	}

	// Most policies say of most resources that they do not apply: the same message each time.
	const said = new Map<string, PolicyNotApplicable>();
	function answered({ findings, undecided }: Answer) {
		const response = new messages.AnalyzeResponse();
		response.setDiagnosticsList(findings.map(diagnostic));
		response.setNotApplicableList(
			undecided.map(({ policy, reason }) => {
				const key = `${policy} ${reason}`;
				let open = said.get(key);
				if (open === undefined) {
					open = new messages.PolicyNotApplicable();
					open.setPolicyName(policy);
					open.setReason(reason);
					said.set(key, open);
				}
				return open;
			}),
		);
		return response;
	}

	function introduced() {
		const info = new messages.AnalyzerInfo();
		info.setName(analyzer.name);
		info.setDisplayname(analyzer.title);
		info.setVersion(analyzer.version);
		info.setSupportsconfig(true);
		info.setPoliciesList(
			analyzer.policies.map(({ name, title, description, remediation, severity, mandatory, parameters }) => {
				const policy = new messages.PolicyInfo();
				policy.setName(name);
				policy.setDisplayname(title);
				policy.setDescription(description);
				policy.setRemediationSteps(remediation);
				policy.setEnforcementlevel(level(mandatory));
				policy.setSeverity(severityOf(severity));
				policy.setPolicyType(messages.PolicyType.POLICY_TYPE_RESOURCE);
				if (Object.keys(parameters).length > 0) {
					const schema = new messages.PolicyConfigSchema();
					schema.setProperties(Struct.fromJavaScript(parameters as never));
					policy.setConfigschema(schema);
				}
				return policy;
			}),
		);
		return info;
	}

	function configured(request: ConfigureAnalyzerRequest) {
		const { DISABLED, ADVISORY } = messages.EnforcementLevel;
		const policies = [...request.getPolicyconfigMap().entries()].map(([name, config]): [string, Configuration] => {
			const found = config.getEnforcementlevel();
			const level = found === DISABLED ? "disabled" : found === ADVISORY ? "advisory" : "mandatory";
			return [name, { level, parameters: config.getProperties()?.toJavaScript() ?? {} }];
		});
		analyzer.configure(new Map(policies));
		return new Empty();
	}

	const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
	server.addService(service, {
		analyze: unary((request: AnalyzeRequest) => answered(analyzer.register(fromRequest(request)))),
		analyzeStack: unary((request: AnalyzeStackRequest) => answered(analyzer.finish(request.getResourcesList().map(fromStack)))),
		configure: unary(configured),
		remediate: unary(() => new messages.RemediateResponse()),
		getAnalyzerInfo: unary(introduced),
		getPluginInfo: unary(() => {
			const info = new plugin.PluginInfo();
			info.setVersion(analyzer.version);
			return info;
		}),
	});
	server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
		if (error !== null) throw error;
		process.stdout.write(`${port}\n`);
	});
	// An engine that was killed can't end its analyzers.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && process.exit(0), 1000).unref();
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
		plugin: sdk("./proto/plugin_pb.js") as typeof import("@pulumi/pulumi/proto/plugin_pb.js"),
		Struct: (sdk("google-protobuf/google/protobuf/struct_pb.js") as typeof import("google-protobuf/google/protobuf/struct_pb.js")).Struct,
		Empty: (sdk("google-protobuf/google/protobuf/empty_pb.js") as typeof import("google-protobuf/google/protobuf/empty_pb.js")).Empty,
	};
}
