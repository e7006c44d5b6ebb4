import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  credentials,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { AnalyzerClient, AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type AnalyzerStackConfigureRequest, AnalyzerStackConfigureResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { toError } from "fp-ts/Either";
import { empty, messageLimits, unary } from "../../tools/engine/program/wire";

/**
 * What Pulumi's `pulumi-language-nodejs` is to a command that was built without one: runs programs and policy packs in Node.
 * The command starts it and reads its port from the first line. It generates no code and asks for no plugin.
 */

/** The exit code of a program that has said itself what is wrong (@pulumi/pulumi, cmd/run). */
const SAID_ITSELF = 32;

let engine = process.argv.slice(2).findLast((word) => !word.startsWith("-")) ?? "";

const mainOf = (folder: string, name: string): string =>
  createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => void child.once("error", reject).once("close", resolve));

const runProgram = async (request: rpc.RunRequest): Promise<rpc.RunResponse> => {
  const folder = request.getInfo()?.getProgramDirectory() ?? "";
  const options = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    pwd: folder,
    parallel: String(request.getParallel()),
  };
  const words = [
    mainOf(folder, "run"),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? ".",
  ];
  const { tsconfig } = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const env = {
    ...process.env,
    PULUMI_NODEJS_TYPESCRIPT: "true",
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  const code = await ended(
    spawn(process.execPath, words, { cwd: folder, env, stdio: ["ignore", "inherit", "inherit"] }),
  );
  const answer = new rpc.RunResponse();
  if (code === SAID_ITSELF) return answer.setBail(true);
  return code === 0 ? answer : answer.setError(`Program exited with non-zero exit code: ${code}`);
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });

/** What a policy pack learns of the stack, from its environment. */
const packEnvironment = (config: AnalyzerStackConfigureRequest): NodeJS.ProcessEnv => ({
  PULUMI_NODEJS_ORGANIZATION: config.getOrganization(),
  PULUMI_NODEJS_PROJECT: config.getProject(),
  PULUMI_NODEJS_STACK: config.getStack(),
  PULUMI_NODEJS_DRY_RUN: String(config.getDryRun()),
  PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config.getConfigMap().toArray())),
});

type PackCall = ServerWritableStream<rpc.RunPluginRequest, rpc.RunPluginResponse>;

/** Starts a pack; gives a client of it once it listens. What it says afterwards goes to the engine. */
const startPack = (call: PackCall, config: AnalyzerStackConfigureRequest) => {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? "";
  const given = call.request.getEnvList().map((pair) => /^([^=]*)=(.*)$/s.exec(pair)?.slice(1) ?? []);
  const env = { ...Object.fromEntries(given), PULUMI_NODEJS_TYPESCRIPT: "true", ...packEnvironment(config) };
  const words = [mainOf(folder, "run-policy-pack"), ...call.request.getArgsList(), folder];
  const pack = spawn(process.execPath, words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  pack.stderr.on("data", (data: Buffer) => {
    complaint += data;
    call.write(new rpc.RunPluginResponse().setStderr(data));
  });
  const client = new Promise<AnalyzerClient>((resolve, reject) => {
    pack.stdout.once("data", (line: Buffer) => {
      pack.stdout.on("data", (data: Buffer) => call.write(new rpc.RunPluginResponse().setStdout(data)));
      resolve(new AnalyzerClient(`127.0.0.1:${String(line).trim()}`, credentials.createInsecure(), messageLimits));
    });
    void ended(pack).then((code) => reject(new Error(`the policy pack ended with ${code}: ${complaint}`)), reject);
  });
  return { client, stop: () => pack.kill() };
};

type Forward = (request: unknown, reply: (error: Error | null, answer: unknown) => void) => void;

/** The engine tells a pack of the stack by a call, and a pack wants to know it when it starts: this stands between. */
const runPolicyPack = async (call: PackCall): Promise<void> => {
  let pack: ReturnType<typeof startPack> | undefined;
  const forward = (name: string) =>
    unary(async (request) => {
      const client = await pack?.client;
      if (client === undefined) throw new Error("the policy pack was not told of its stack");
      const method: unknown = Reflect.get(client, name);
      return new Promise((resolve, reject) =>
        (method as Forward).call(client, request, (error, answer) =>
          error === null ? resolve(answer) : reject(error),
        ),
      );
    });
  const proxy = new Server(messageLimits);
  const { handshake: _, ...methods } = AnalyzerService as unknown as UntypedServiceImplementation;
  proxy.addService(AnalyzerService, {
    ...Object.fromEntries(Object.keys(methods).map((name) => [name, forward(name)])),
    configureStack: unary(async (config: AnalyzerStackConfigureRequest) => {
      pack = startPack(call, config);
      await pack.client;
      return new AnalyzerStackConfigureResponse();
    }),
  });
  call.on("cancelled", () => {
    pack?.stop();
    proxy.forceShutdown();
  });
  call.write(new rpc.RunPluginResponse().setStdout(Buffer.from(`${await listen(proxy)}\n`)));
};

const server = new Server(messageLimits);
server.addService(LanguageRuntimeService, {
  handshake: unary((request: rpc.LanguageHandshakeRequest) => {
    engine = request.getEngineAddress();
    return new rpc.LanguageHandshakeResponse();
  }),
  getPluginInfo: unary(() => new PluginInfo().setVersion("0.0.1")),
  getRequiredPackages: unary(() => new rpc.GetRequiredPackagesResponse()),
  about: unary(() => new rpc.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
  getProgramDependencies: unary(() => new rpc.GetProgramDependenciesResponse()),
  installDependencies: (call: ServerWritableStream<unknown, unknown>) => call.end(),
  cancel: unary(empty),
  run: unary(runProgram),
  runPlugin: (call: PackCall) => {
    runPolicyPack(call).catch((error: unknown) =>
      call.emit("error", { code: status.UNKNOWN, details: toError(error).message }),
    );
  },
});
void listen(server).then((port) => console.log(port));
