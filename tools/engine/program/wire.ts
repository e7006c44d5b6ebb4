import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type handleUnaryCall, status } from "@grpc/grpc-js";
import { toError } from "fp-ts/Either";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";

/** The markers of special values on Pulumi's wire, from pulumi/pulumi sdk/go/common/resource (properties.go, asset.go). */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
export const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
export const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
export const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What stands for a value that is not known yet, in previews. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const secret = (value: unknown): unknown => ({ [signatureKey]: secretSignature, value });

/**
 * Brings a value from the program to the form in which a provider would receive and return it:
 * a resource reference becomes its id (its urn for a component), an output value its value, secret or unknown.
 */
const normaliseProperty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(normaliseProperty);
  if (!isJsonObject(value)) return value;
  switch (value[signatureKey]) {
    case resourceSignature:
      return value.id === undefined ? value.urn : normaliseProperty(value.id === "" ? unknownValue : value.id);
    case outputSignature: {
      const inner = "value" in value ? normaliseProperty(value.value) : unknownValue;
      return value.secret === true ? secret(inner) : inner;
    }
    default:
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normaliseProperty(inner)]));
  }
};

/** The same for every property of a resource. */
export const normaliseProperties = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, normaliseProperty(value)]));

/** The wire's marker, and those that the SDK keeps on its own asset and archive objects. */
const markers: ReadonlySet<string> = new Set([signatureKey, "__pulumiAsset", "__pulumiArchive"]);

/**
 * Takes the wire's markers off all properties of a resource: assets and archives keep their content, secrets are named by
 * their paths instead, which read like `environment.variables.KEY` or `list[0]`. Paths of files are taken from `folder` where
 * it is given, and else stay as the program wrote them.
 */
export const plainProperties = (
  wire: Readonly<Record<string, unknown>>,
  folder?: string,
): { readonly values: Readonly<Record<string, unknown>>; readonly secretPaths: readonly string[] } => {
  const secretPaths: string[] = [];
  const walk = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${at}[${index}]`));
    if (!isJsonObject(value)) return value;
    const signature = value[signatureKey];
    if (signature === secretSignature) {
      secretPaths.push(at);
      return walk(value.value, at);
    }
    const known = signature === undefined || signature === assetSignature || signature === archiveSignature;
    if (!known) throw new Error(`${at}: this run does not know values marked ${String(signature)}`);
    const located =
      signature !== undefined && folder !== undefined && typeof value.path === "string"
        ? { ...value, path: resolve(folder, value.path) }
        : value;
    return walkEntries(located, (key) => `${at}.${key}`);
  };
  const walkEntries = (record: JsonObject, at: (key: string) => string): JsonObject =>
    Object.fromEntries(
      Object.entries(record)
        .filter(([key]) => !markers.has(key))
        .map(([key, inner]) => [key, walk(inner, at(key))]),
    );
  return { values: walkEntries(wire, (key) => key), secretPaths };
};

type StateSource = {
  /** Inputs as they came, with the wire's markers. */
  readonly wireInputs: Readonly<Record<string, unknown>>;
  /** The same inputs, plain. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Paths of secret inputs. */
  readonly secretPaths: readonly string[];
  /** Names of outputs that the program wants to be secret. */
  readonly additionalSecretOutputs: readonly string[];
};

const propertyOf = (path: string): string => path.split(/[.[]/)[0] ?? path;

const isSecret = (value: unknown): boolean => isJsonObject(value) && value[signatureKey] === secretSignature;

/** A secret within a secret would reach the program with the inner mark still on it. */
const asSecret = (value: unknown): unknown => (isSecret(value) ? value : secret(value));

/**
 * A resource's state as the program receives it. What was given is handed back as it was given, so that assets stay
 * assets; a property that held a secret, or that the program named as secret, stays secret.
 */
export const wireState = (
  state: Readonly<Record<string, unknown>>,
  source: StateSource,
): Readonly<Record<string, unknown>> => {
  const secretNames = new Set([...source.secretPaths.map(propertyOf), ...source.additionalSecretOutputs]);
  const wire = (name: string, value: unknown): unknown => {
    const given = source.wireInputs[name];
    const unchanged = given !== undefined && isDeepStrictEqual(value, source.inputs[name]);
    if (unchanged && !source.additionalSecretOutputs.includes(name)) return given;
    return secretNames.has(name) ? asSecret(unchanged ? given : value) : value;
  };
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, wire(name, value)]));
};

export const empty = (): Empty => new Empty();

/** A protobuf Struct as plain JSON data; a missing one is an empty record. */
export const fromStruct = (struct: Struct | undefined): Readonly<Record<string, unknown>> =>
  struct === undefined ? {} : struct.toJavaScript();

/** Plain JSON data as a protobuf Struct; keys whose value is undefined are left out. */
export const toStruct = (record: Readonly<Record<string, unknown>>): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(record)));

/** The parts of `urn:pulumi:STACK::PROJECT::PARENT_TYPE$TYPE::NAME`. */
type UrnParts = {
  readonly stack: string;
  readonly project: string;
  readonly qualifiedType: string;
  readonly name: string;
};

const stackType = "pulumi:pulumi:Stack";

export const urnParts = (urn: string): UrnParts => {
  const [start = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return { stack: start.slice("urn:pulumi:".length), project, qualifiedType, name: name.join("::") };
};

/** The urn that Pulumi gives a resource; the stack itself is not part of its children's types. */
export const makeUrn = (o: {
  readonly stack: string;
  readonly project: string;
  readonly parent: string;
  readonly type: string;
  readonly name: string;
}): string => {
  const parentType = o.parent === "" ? "" : urnParts(o.parent).qualifiedType;
  const prefix = parentType === "" || parentType === stackType ? "" : `${parentType}$`;
  return `urn:pulumi:${o.stack}::${o.project}::${prefix}${o.type}::${o.name}`;
};

const LARGEST_MESSAGE = 400 * 1024 * 1024;

/** Bytes, as Pulumi's own engine has them: a registration may carry a whole function. */
export const messageLimits = {
  "grpc.max_receive_message_length": LARGEST_MESSAGE,
  "grpc.max_send_message_length": LARGEST_MESSAGE,
};

/** A gRPC method from an async function; what it throws reaches the caller as the message of an error. */
export const unary =
  <Request, Response>(
    answer: (request: Request) => Promise<Response> | Response,
    onError: (error: unknown, request: Request) => void = () => undefined,
  ): handleUnaryCall<Request, Response> =>
  (call, reply) => {
    const run = async (): Promise<Response> => answer(call.request);
    run().then(
      (response) => reply(null, response),
      (error: unknown) => {
        onError(error, call.request);
        reply({ code: status.UNKNOWN, details: toError(error).message });
      },
    );
  };
