import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listenOnLoopback } from "../http";
import type { Input } from "./operation-input";
import { deleteSecret, operations } from "./operations";
import { addVersion } from "./secret";
import { makeSecretStore, type SecretStore } from "./secret-store";
import { isServiceError, makePlannedFaults, type PlannedFault, serviceError } from "./service-error";

const readText = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

const parse = (body: string): Input => {
  try {
    const value: unknown = JSON.parse(body === "" ? "{}" : body);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Input;
  } catch {
    // Answered below like any other body that is not an object.
  }
  throw serviceError("SerializationException", "The request body is not a JSON object.");
};

/** Serves one request of AWS's JSON 1.1 protocol: the operation's name is in X-Amz-Target. */
export const serveOperation = async (
  run: (operation: string, input: Input) => unknown,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() });
    response.end(JSON.stringify(body));
  };
  try {
    const input = parse(await readText(message));
    const [, operation = "(none)"] = String(message.headers["x-amz-target"] ?? "").split(".");
    reply(200, run(operation, input));
  } catch (error) {
    if (message.destroyed && !message.complete) return;
    const known = isServiceError(error) ? error : serviceError("InternalServiceError", String(error), 500);
    reply(known.status, { __type: known.type, message: known.message, Message: known.message });
  }
};

export type Secrets = {
  /** Sets the current value, creating the secret when there is none. */
  readonly put: (name: string, value: string) => { readonly arn: string; readonly versionId: string };
  /** A secret without a value; throws when the name is taken. */
  readonly create: (
    name: string,
    options?: { readonly description?: string; readonly arn?: string },
  ) => { arn: string };
  readonly remove: (name: string) => void;
  /** Marks a secret as deleted for this many days; 0 removes it for good. */
  readonly delete: (name: string, recoveryDays: number) => void;
  readonly names: () => readonly string[];
};

export type SecretsManager = {
  /** http://127.0.0.1:PORT, for AWS_ENDPOINT_URL_SECRETS_MANAGER. */
  readonly url: string;
  readonly secrets: Secrets;
  /** GetSecretValue requests so far, of all secrets or of one name; failed ones included. */
  readonly calls: (name?: string) => number;
  /** Has the next reads (one, unless `times` is given) of a secret fail; the SDK retries both kinds by itself. */
  readonly failNext: (name: string, fault: PlannedFault, times?: number) => void;
  readonly stop: () => Promise<void>;
};

export type SecretsManagerOptions = {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly region?: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
};

const secretsOf = (store: SecretStore): Secrets => ({
  put: (name, value) => {
    const secret = store.find(name) ?? store.create(name, {});
    const [changed, version] = addVersion(secret, { content: { SecretString: value }, now: store.now() });
    store.save(changed);
    return { arn: changed.arn, versionId: version.id };
  },
  create: (name, options = {}) => {
    if (store.find(name) !== undefined) throw new Error(`there is already a secret "${name}"`);
    return { arn: store.create(name, options).arn };
  },
  remove: (name) => store.remove(name),
  delete: (name, recoveryDays) => {
    const window = recoveryDays === 0 ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: recoveryDays };
    deleteSecret(store, { SecretId: name, ...window });
  },
  names: () => store.all().map(({ name }) => name),
});

/** Starts a stand-in for AWS Secrets Manager on loopback, with all secrets in memory. */
export const startSecretsManager = async (options: SecretsManagerOptions = {}): Promise<SecretsManager> => {
  const store = makeSecretStore(options.region ?? "eu-north-1", options.now ?? Date.now);
  const faults = makePlannedFaults();
  const reads = new Map<string, number>();

  const run = (name: string, input: Input): unknown => {
    const operation = operations.get(name);
    if (operation === undefined)
      throw serviceError("UnknownOperationException", `The local Secrets Manager has no operation ${name}.`);
    if (name === "GetSecretValue") {
      const id = String(input.SecretId);
      const read = store.find(id)?.name ?? id;
      reads.set(read, (reads.get(read) ?? 0) + 1);
      const planned = faults.next(read);
      if (planned !== undefined) throw planned;
    }
    return operation(store, input);
  };

  const server = createServer((message, response) => void serveOperation(run, message, response));
  const { url, stop } = await listenOnLoopback("Secrets Manager", options.port ?? 0, server);
  return {
    url,
    secrets: secretsOf(store),
    calls: (name) =>
      name === undefined ? [...reads.values()].reduce((sum, count) => sum + count, 0) : (reads.get(name) ?? 0),
    failNext: (name, fault, times = 1) => faults.plan(name, fault, times),
    stop,
  };
};
