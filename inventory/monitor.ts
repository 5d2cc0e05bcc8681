import { fileURLToPath } from "node:url";
import type { ReadResourceRequest, RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { SourcePosition } from "@pulumi/pulumi/proto/source_pb.js";
import { canonicalType, displayName, isCloudResource } from "./canonical.ts";
import { unknownAnswer } from "./data-source.ts";
import { addNestedOutputs } from "./nested-outputs.ts";
import type { Sdk } from "./pulumi-sdk.ts";
import type { Layer, Location, Properties, Resource } from "./resource.ts";
import { fromWire } from "./wire.ts";

/** A question to a cloud: the data source's token and what it is asked for. */
export interface DataSource {
	token: string;
	properties: Properties;
}

/** Where a registration comes from, said by whoever runs the program. */
export interface Origin {
	service?: string;
	location?: Location;
}

export interface MonitorOptions {
	project: string;
	stack: string;
	layer?: Layer;
	/** Asked at each registration, in the program's own asynchronous context. */
	origin?: () => Origin | undefined;
	/** The program's folder, from which its providers' SDKs are found; default: Socle's own. */
	directory?: string;
	/** Maps a frame of the program's stack to a place worth naming; `undefined` for library code. */
	position?: (file: string, line: number, column: number) => Location | undefined;
	/** Planned outputs of other stacks by full name (`organization/project/stack`), as they went over the wire. */
	references?: ReadonlyMap<string, WireOutputs>;
}

export type WireOutputs = { [key: string]: unknown };

type Callback = (error: Error | null, response?: unknown) => void;

/**
 * Answers a Pulumi program as the engine does in a preview in which nothing exists yet: inputs are echoed, computed values stay unknown,
 * data sources answer unknown. It records what the program wants. The same object serves a program in this process and, over gRPC, one in another.
 */
export class RecordingMonitor {
	/** What clouds will hold, in the order of registration. */
	readonly resources: Resource[] = [];
	/** Component resources, with the arguments that they were made with. */
	readonly components: Resource[] = [];
	readonly providers: Resource[] = [];
	/** Outputs of the stack, as they went over the wire. */
	outputs: WireOutputs = {};
	/** What the program asked clouds, and was answered unknown. */
	readonly dataSources: DataSource[] = [];
	private readonly sdk: Sdk;
	private readonly options: MonitorOptions;
	private readonly byUrn = new Map<string, Resource>();
	private root = "";

	constructor(sdk: Sdk, options: MonitorOptions) {
		this.sdk = sdk;
		this.options = options;
	}

	registerResource(request: RegisterResourceRequest, callback: Callback): void {
		const urn = this.urn(request.getParent(), request.getType(), request.getName());
		if (this.byUrn.has(urn)) {
			callback(
				new Error(`two resources are named "${request.getName()}" (${request.getType()}); a name is unique within its type and parent`),
			);
			return;
		}
		const response = new this.sdk.resource.RegisterResourceResponse();
		response.setUrn(urn);
		const object = request.getObject() ?? new this.sdk.struct.Struct();
		response.setObject(object);
		if (request.getType() === "pulumi:pulumi:Stack") this.root = urn;
		else this.record(urn, request, request.getCustom(), object);
		if (request.getCustom()) addNestedOutputs(object, request.getType(), this.options.directory ?? import.meta.dirname, this.sdk);
		callback(null, response);
	}

	readResource(request: ReadResourceRequest, callback: Callback): void {
		const urn = this.urn(request.getParent(), request.getType(), request.getName());
		const response = new this.sdk.resource.ReadResourceResponse();
		response.setUrn(urn);
		const properties = request.getProperties() ?? new this.sdk.struct.Struct();
		const outputs = this.options.references?.get(request.getId());
		if (request.getType() === "pulumi:pulumi:StackReference" && outputs !== undefined) {
			const answer = { name: request.getId(), outputs, secretOutputNames: [] };
			response.setProperties(this.sdk.struct.Struct.fromJavaScript(answer as never));
		} else {
			response.setProperties(properties);
		}
		callback(null, response);
	}

	invoke(request: ResourceInvokeRequest, callback: Callback): void {
		this.dataSources.push({ token: request.getTok(), properties: fromWire((request.getArgs()?.toJavaScript() ?? {}) as never) });
		const response = new this.sdk.resource.ResourceInvokeResponse();
		response.setReturn(
			this.sdk.struct.Struct.fromJavaScript(unknownAnswer(request.getTok(), this.options.directory ?? import.meta.dirname)),
		);
		callback(null, response);
	}

	call(request: { getTok(): string }, callback: Callback): void {
		callback(new Error(`${request.getTok()}: methods of remote components can't be planned without the engine`));
	}

	registerResourceOutputs(request: { getUrn(): string; getOutputs(): { toJavaScript(): object } | undefined }, callback: Callback): void {
		if (request.getUrn() === this.root) this.outputs = (request.getOutputs()?.toJavaScript() ?? {}) as WireOutputs;
		callback(null, new this.sdk.empty.Empty());
	}

	supportsFeature(request: { getId(): string }, callback: Callback): void {
		const response = new this.sdk.resource.SupportsFeatureResponse();
		response.setHassupport(["secrets", "resourceReferences", "deletedWith", "replaceWith", "aliasSpecs"].includes(request.getId()));
		callback(null, response);
	}

	getDeploymentInfo(_request: unknown, callback: Callback): void {
		const feature = this.sdk.resource.ResourceMonitorFeature;
		const response = new this.sdk.resource.DeploymentInfo();
		response.setSupportedfeaturesList([
			feature.RESOURCE_MONITOR_FEATURE_SECRETS,
			feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
			feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
			feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
			feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
			feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
		]);
		callback(null, response);
	}

	registerPackage(_request: unknown, callback: Callback): void {
		const response = new this.sdk.resource.RegisterPackageResponse();
		response.setRef("planned");
		callback(null, response);
	}

	signalAndWaitForShutdown(_request: unknown, callback: Callback): void {
		callback(null, new this.sdk.empty.Empty());
	}

	private record(urn: string, request: RegisterResourceRequest, custom: boolean, object: { toJavaScript(): object }): void {
		const type = request.getType();
		const dependencies = request.getPropertydependenciesMap();
		const properties = fromWire(object.toJavaScript() as never, (key) => clouds(dependencies.get(key)?.getUrnsList() ?? []));
		const origin = this.options.origin?.();
		const locations = origin?.location === undefined ? this.positions(request) : [origin.location];
		const parent = request.getParent();
		const resource: Resource = {
			id: urn,
			type: canonicalType(type, properties),
			...displayName(request.getName(), type, properties),
			...(this.options.layer === undefined ? {} : { layer: this.options.layer }),
			...(origin?.service === undefined ? {} : { service: origin.service }),
			properties,
			...(request.getImportid() === "" ? {} : { physicalId: request.getImportid() }),
			...(parent === "" || parent === this.root ? {} : { parent }),
			dependsOn: clouds(request.getDependenciesList()),
			locations,
		};
		this.byUrn.set(urn, resource);
		if (!custom) this.components.push(resource);
		else if (isCloudResource({ type, custom })) this.resources.push(resource);
		else this.providers.push(resource);
	}

	private positions(request: RegisterResourceRequest): Location[] {
		const { position } = this.options;
		if (position === undefined) return [];
		const frames = request.getStacktrace()?.getFramesList() ?? [];
		for (const at of [request.getSourceposition(), ...frames.map((frame) => frame.getPc())]) {
			const found = at === undefined ? undefined : place(at, position);
			if (found !== undefined) return [found];
		}
		return [];
	}

	/** The same URN that the engine makes, so that plan, events and state speak of one resource. */
	private urn(parent: string, type: string, name: string): string {
		const qualified = parent === "" || parent === this.root ? type : `${parent.split("::")[2]}$${type}`;
		return `urn:pulumi:${this.options.stack}::${this.options.project}::${qualified}::${name}`;
	}
}

/** URNs without those of Pulumi's own book-keeping: references to stacks, providers. */
function clouds(urns: string[]): string[] {
	return urns.filter((urn) => !urn.includes("::pulumi:"));
}

function place(at: SourcePosition, position: NonNullable<MonitorOptions["position"]>): Location | undefined {
	const uri = at.getUri();
	if (!uri.startsWith("file://")) return undefined;
	// The SDK takes the file:// of an ES module's frame for a path below the working directory.
	const path = fileURLToPath(uri).replace(/^.*\/file:\/+/, "/");
	return position(path, at.getLine(), at.getColumn());
}
