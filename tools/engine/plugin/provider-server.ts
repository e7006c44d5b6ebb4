import { isDeepStrictEqual } from "node:util";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { Created, InvokeFunction } from "../program/deployment";
import {
  empty,
  fromStruct,
  messageLimits,
  normaliseProperties,
  plainProperties,
  toStruct,
  unary,
  unknownValue,
  urnParts,
  wireState,
} from "../program/wire";
import type { CloudResources, Make } from "../resources/cloud-resources";
import { ruleOf } from "../resources/resource-rules";

/** What stands behind a provider that Pulumi's own engine talks to. */
export type ProviderBackend = {
  readonly make: Make;
  readonly remove: CloudResources["remove"];
  readonly invoke: InvokeFunction;
  /** Whether a refresh is to find that other hands have taken something away. */
  readonly isGone: (urn: string) => boolean;
  /** Of Pulumi.yaml, from which the paths of files are taken. */
  readonly folder: string;
};

/** As a program's requirements name it: whoever attaches a provider by hand is asked for no other. */
const VERSION = "7.48.0";

const read = (struct: Struct | undefined) => {
  const wireInputs = normaliseProperties(fromStruct(struct));
  const { values: inputs, secretPaths } = plainProperties(wireInputs);
  return { wireInputs, inputs, secretPaths };
};

/** A state in which whatever was given as a secret stays one. */
const stateOf = (given: ReturnType<typeof read>, state: JsonObject): Struct =>
  toStruct(wireState({ ...given.inputs, ...state }, { ...given, additionalSecretOutputs: [] }));

/** Assets and archives are compared by the hash that the engine gives them. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isJsonObject(value)) return value;
  const isAsset = ["assets", "path", "uri", "text"].some((key) => key in value);
  if (typeof value.hash === "string" && isAsset) return value.hash;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, comparable(inner)]));
};

const holdsUnknown = (value: unknown): boolean =>
  value === unknownValue || (typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown));

const subjectOf = (urn: string) => ({ urn, type: urnParts(urn).qualifiedType.split("$").at(-1) ?? "" });

const differences = (request: rpc.DiffRequest): rpc.DiffResponse => {
  const [olds, news] = [read(request.getOldInputs()).inputs, read(request.getNews()).inputs];
  const ignored = new Set(request.getIgnorechangesList());
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) =>
      !ignored.has(key) &&
      (holdsUnknown(news[key]) || !isDeepStrictEqual(comparable(olds[key]), comparable(news[key]))),
  );
  const { replaceOn } = ruleOf(subjectOf(request.getUrn()).type);
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  return new rpc.DiffResponse()
    .setDiffsList(changed)
    .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setReplacesList(replaceOn === "all" ? changed : changed.filter((key) => replaceOn.includes(key)));
};

const checked = unary((request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews()));

/** The calls that change something; in a preview nothing does, and only what was given is known. */
const changing = ({ make, remove, invoke, isGone, folder }: ProviderBackend): UntypedServiceImplementation => {
  const located = ({ wireInputs }: ReturnType<typeof read>) => plainProperties(wireInputs, folder).values;
  return {
    create: unary(async (request: rpc.CreateRequest) => {
      const given = read(request.getProperties());
      if (request.getPreview()) return new rpc.CreateResponse().setProperties(stateOf(given, {}));
      const { id, state } = await make(located(given), subjectOf(request.getUrn()));
      return new rpc.CreateResponse().setId(id).setProperties(stateOf(given, state));
    }),
    update: unary(async (request: rpc.UpdateRequest) => {
      const given = read(request.getNews());
      const { inputs: state } = read(request.getOlds());
      const respond = (known: JsonObject) => new rpc.UpdateResponse().setProperties(stateOf(given, known));
      if (request.getPreview()) return respond({ ...state, ...given.inputs });
      const created: Created = { id: request.getId(), state };
      const subject = subjectOf(request.getUrn());
      const made = await make(located(given), subject, {
        ...subject,
        inputs: read(request.getOldInputs()).inputs,
        created,
      });
      return respond(made.state);
    }),
    delete: unary(async (request: rpc.DeleteRequest) => {
      const { inputs } = read(request.getOldInputs());
      const created = { id: request.getId(), state: read(request.getProperties()).inputs };
      await remove({ ...subjectOf(request.getUrn()), inputs, created });
      return empty();
    }),
    // What was made is there as it was made: a refresh finds no drift but what is gone.
    read: unary((request: rpc.ReadRequest) =>
      isGone(request.getUrn())
        ? new rpc.ReadResponse()
        : new rpc.ReadResponse()
            .setId(request.getId())
            .setProperties(request.getProperties())
            .setInputs(request.getInputs()),
    ),
    invoke: unary(async (request: rpc.InvokeRequest) =>
      new rpc.InvokeResponse().setReturn(toStruct(await invoke(read(request.getArgs()).inputs, request.getTok()))),
    ),
  };
};

/**
 * Serves `backend` as Pulumi's provider of AWS at a port of 127.0.0.1: with PULUMI_DEBUG_PROVIDERS=aws:PORT Pulumi's command
 * takes it instead of a plugin of its own. What it does not know is refused as unimplemented.
 */
export const serveProvider = async (
  backend: ProviderBackend,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> => {
  const server = new Server(messageLimits);
  server.addService(ResourceProviderService, {
    handshake: unary(() => new rpc.ProviderHandshakeResponse().setAcceptSecrets(true)),
    attach: unary(empty),
    cancel: unary(empty),
    getPluginInfo: unary(() => new PluginInfo().setVersion(VERSION)),
    getSchema: unary(() => new rpc.GetSchemaResponse().setSchema(JSON.stringify({ name: "aws", version: VERSION }))),
    checkConfig: checked,
    diffConfig: unary(differences),
    configure: unary(() => new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true)),
    check: checked,
    diff: unary(differences),
    getMapping: unary(() => new rpc.GetMappingResponse()),
    getMappings: unary(() => new rpc.GetMappingsResponse()),
    ...changing(backend),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, stop: async () => server.forceShutdown() };
};
