import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { EXIT, UserError } from "../errors.ts";
import { RecordingMonitor } from "./monitor.ts";
import type { Plan } from "./plan.ts";
import { loadSdk } from "./pulumi-sdk.ts";
import { fromWire } from "./wire.ts";
import { readYaml } from "./yaml-file.ts";

/** A Pulumi project of the user's own, as its `Pulumi.yaml` and `Pulumi.<stack>.yaml` describe it. */
export interface Project {
	directory: string;
	name: string;
	/** What the engine would start: a file, or the program's folder. */
	program: string;
	stack: string;
	config: Record<string, string>;
	/** Keys of `config` whose value is encrypted; the plan never sees it. */
	secretKeys: string[];
	typescript: boolean;
}

interface ProjectFile {
	name?: string;
	main?: string;
	runtime?: string | { name?: string; options?: { typescript?: boolean } };
	config?: Record<string, unknown>;
}

/** Reads a project folder. `stack` undefined: the only stack file there, else `production`. */
export function readProject(directory: string, stack?: string): Project {
	const file = join(directory, "Pulumi.yaml");
	const project = readYaml(file) as ProjectFile;
	const runtime = typeof project.runtime === "string" ? project.runtime : project.runtime?.name;
	if (typeof project.name !== "string") throw new UserError(`${file}: "name" is missing. Write name: <project>.`);
	if (runtime !== "nodejs") {
		throw new UserError(`${file}: runtime "${runtime}" can't be planned in process; only nodejs can.`, {
			next: "Run `pulumi preview --json > preview.json` in that folder and judge the file.",
		});
	}
	const chosen = stack ?? onlyStack(directory) ?? "production";
	const { config, secretKeys } = configuration(project, directory, chosen);
	return {
		directory: resolve(directory),
		name: project.name,
		program: resolve(directory, project.main ?? "."),
		stack: chosen,
		config,
		secretKeys,
		typescript: typeof project.runtime === "string" || project.runtime?.options?.typescript !== false,
	};
}

function onlyStack(directory: string): string | undefined {
	const stacks = readdirSync(directory).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
	return stacks.length === 1 ? stacks[0] : undefined;
}

function configuration(project: ProjectFile, directory: string, stack: string): Pick<Project, "config" | "secretKeys"> {
	const file = join(directory, `Pulumi.${stack}.yaml`);
	const stackConfig = existsSync(file) ? ((readYaml(file) as { config?: Record<string, unknown> }).config ?? {}) : {};
	const config: Record<string, string> = {};
	const secretKeys: string[] = [];
	const put = (key: string, value: unknown): void => {
		const [namespace, name] = key.includes(":") ? key.split(":") : [project.name, key];
		const full = `${namespace}:config:${name}`;
		if (JSON.stringify(value)?.includes('"secure":')) {
			secretKeys.push(full);
			config[full] = "[secret]";
		} else {
			config[full] = typeof value === "string" ? value : JSON.stringify(value);
		}
	};
	for (const [key, value] of Object.entries(project.config ?? {})) {
		const declared = value !== null && typeof value === "object" ? (value as { value?: unknown; default?: unknown }) : { value };
		const given = declared.value ?? declared.default;
		if (given !== undefined) put(key, given);
	}
	for (const [key, value] of Object.entries(stackConfig)) put(key, value);
	return { config, secretKeys };
}

/** How long a program may run before the plan gives up, in milliseconds. */
const LIMIT = 120_000;

/**
 * Plans a user's program as the engine would start it: in a process of its own, by its own copy of the SDK, talking to the recording
 * monitor over gRPC on loopback. No credentials are needed; data sources answer unknown.
 */
export async function planProject(project: Project, options: { limit?: number } = {}): Promise<Plan> {
	const sdk = loadSdk();
	const said: string[] = [];
	const monitor = new RecordingMonitor(sdk, {
		project: project.name,
		stack: project.stack,
		directory: project.directory,
		position: (file, line, column) => {
			const path = relative(project.directory, file);
			return path.startsWith("..") || path.includes("node_modules") ? undefined : { file: path, line, column, role: "cause" };
		},
	});
	const server = await serve(monitor, said);
	try {
		const code = await start(project, server.address, options.limit ?? LIMIT, said);
		if (code !== 0) throw failed(project, said);
	} finally {
		server.close();
	}
	return {
		resources: monitor.resources,
		components: monitor.components,
		providers: monitor.providers,
		outputs: fromWire(monitor.outputs as never),
		wireOutputs: monitor.outputs,
		dataSources: monitor.dataSources,
	};
}

function failed(project: Project, said: string[]): UserError {
	const words = said.join("\n").trim();
	return new UserError(`the program in ${project.directory} failed while it was planned:\n${words || "it said nothing"}`, {
		exit: EXIT.input,
	});
}

function start(project: Project, address: string, limit: number, said: string[]): Promise<number> {
	const entry = locateRunner(project.directory);
	const parameters = ["--monitor", address, "--engine", address, "--organization", "organization", "--project", project.name];
	parameters.push("--stack", project.stack, "--root-directory", project.directory, "--parallel", "16", "--dry-run");
	const isFolder = existsSync(join(project.program, "package.json")) || !/\.[cm]?[jt]s$/.test(project.program);
	parameters.push("--pwd", isFolder ? project.program : dirname(project.program), isFolder ? "." : project.program);
	const child = spawn(process.execPath, [entry, ...parameters], {
		cwd: project.directory,
		env: {
			...process.env,
			NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --import ${preload()}`,
			SOCLE_PROGRAM_DIRECTORY: project.directory,
			PULUMI_CONFIG: JSON.stringify(project.config),
			PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(project.secretKeys),
			PULUMI_NODEJS_TYPESCRIPT: String(project.typescript),
			PULUMI_NODEJS_TRANSPILE_ONLY: "true", // types are the business of the user's own build
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	const listen = (chunk: Buffer): void => void said.push(String(chunk));
	child.stdout.on("data", () => {}); // a program's own output is no part of a report
	child.stderr.on("data", listen);
	return new Promise((done, reject) => {
		const timer = setTimeout(() => {
			child.kill("SIGKILL");
			reject(new UserError(`the program in ${project.directory} did not end within ${limit / 1000} s and was stopped.`));
		}, limit);
		child.on("error", reject);
		child.on("close", (code) => {
			clearTimeout(timer);
			done(code ?? 1);
		});
	});
}

function preload(): string {
	const here = import.meta.filename;
	return pathToFileURL(join(dirname(here), `preload${here.endsWith(".ts") ? ".ts" : ".js"}`)).href;
}

function locateRunner(directory: string): string {
	try {
		return createRequire(pathToFileURL(`${directory}/`)).resolve("@pulumi/pulumi/cmd/run/index.js");
	} catch {
		throw new UserError(`@pulumi/pulumi is not installed in ${directory}.`, { next: "Run `npm install` there." });
	}
}

type Handler = (request: never, callback: (error: Error | null, response?: unknown) => void) => void;

/** Offers the monitor, and the little of the engine's service that a program uses, on a free port of the loopback interface. */
async function serve(monitor: RecordingMonitor, said: string[]): Promise<{ address: string; close(): void }> {
	const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
	const grpc = require("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
	const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb.js");
	const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb.js");
	const messages = require("@pulumi/pulumi/proto/engine_pb.js");
	const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");
	let root = "";
	const answer =
		(handler: Handler): import("@grpc/grpc-js").handleUnaryCall<never, unknown> =>
		(call, callback) =>
			handler(call.request, callback as never);
	const services: [object, Record<string, Handler>][] = [
		[ResourceMonitorService, monitor as unknown as Record<string, Handler>],
		[
			EngineService,
			{
				log: (request: { getSeverity(): number; getMessage(): string }, callback) => {
					if (request.getSeverity() >= messages.LogSeverity.ERROR) said.push(request.getMessage());
					callback(null, new Empty());
				},
				setRootResource: (request: { getUrn(): string }, callback) => {
					root = request.getUrn();
					callback(null, new messages.SetRootResourceResponse());
				},
				getRootResource: (_request, callback) => {
					const response = new messages.GetRootResourceResponse();
					response.setUrn(root);
					callback(null, response);
				},
			},
		],
	];
	const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
	for (const [definition, handlers] of services) {
		const methods = Object.keys(definition).filter((name) => typeof handlers[name] === "function");
		server.addService(
			definition as never,
			Object.fromEntries(methods.map((name) => [name, answer((handlers[name] as Handler).bind(handlers))])) as never,
		);
	}
	const port = await new Promise<number>((done, reject) =>
		server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : done(bound))),
	);
	return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
