import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import { holders } from "../guard";
import { type Listener, listenOnLoopback, readBody, sendJson } from "../http";
import { operations } from "./operations";
import { addVersion, findVersion } from "./secret";
import { makeSecretStore, type NewSecret, type SecretStore } from "./secret-store";
import { refused, type Served, serviceError } from "./service-error";

export type SecretsManager = Pick<Listener, "url" | "stop"> & {
  readonly secrets: Secrets;
};

const orThrow = <A>(served: Served<A>): A =>
  pipe(
    served,
    E.getOrElse((error): A => {
      throw new Error(error.message);
    }),
  );

/** The secrets of one stand-in; what would be refused over HTTP throws. */
const secretsOf = (store: SecretStore) => ({
  /** Sets the current value, creating the secret when there is none. */
  put: (name: string, text: string): { readonly arn: string; readonly versionId: string } => {
    const found = store.find(name) ?? orThrow(store.create(name, {}));
    const { secret, version } = orThrow(addVersion(found, { text, now: store.now() }));
    store.save(secret);
    return { arn: secret.arn, versionId: version.id };
  },
  /** A secret without a value; throws when the name is taken. */
  create: (name: string, options: Pick<NewSecret, "description" | "arn"> = {}): { readonly arn: string } => {
    if (store.find(name) !== undefined) throw new Error(`there is already a secret "${name}"`);
    return { arn: orThrow(store.create(name, options)).arn };
  },
  /** Marks a secret as deleted for this many days; 0 removes it for good. */
  delete: (name: string, recoveryDays: number): void => {
    if (recoveryDays === 0) store.remove(name);
    else orThrow(store.markAsDeleted(name, recoveryDays));
  },
  /** The current value; nothing where there is no such secret, or none in it. */
  current: (name: string): string | undefined => {
    const found = store.find(name);
    const version = found && findVersion(found, undefined, undefined);
    return version === undefined || E.isLeft(version) ? undefined : version.right.text;
  },
  names: (): readonly string[] => store.all().map(({ name }) => name),
});

export type Secrets = ReturnType<typeof secretsOf>;

/** AWS takes secrets of 64 KiB. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const MOST_BYTES = 1024 * 1024;

/** Starts a stand-in for AWS Secrets Manager on loopback (port 0: a free one), with all secrets in memory; `now` is in epoch milliseconds. */
export const startSecretsManager = async ({
  accessKey,
  port = 0,
  now = Date.now,
}: {
  /** The id of the one access key that is known. */
  readonly accessKey: string;
  readonly port?: number;
  readonly now?: () => number;
}): Promise<SecretsManager> => {
  const store = makeSecretStore("eu-north-1", now);
  const run =
    (name: string) =>
    (input: JsonObject): Served<unknown> => {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined)
        return refused("UnknownOperationException", `The local Secrets Manager has no operation ${name}.`);
      return operation(store, input);
    };

  // AWS's JSON 1.1 protocol: the operation's name comes behind the service's in X-Amz-Target.
  const server = createServer(async (request, response) => {
    const [, name = "(none)"] = String(request.headers["x-amz-target"] ?? "").split(".");
    const answer = pipe(
      await readBody(request, MOST_BYTES)(),
      E.chainW((body) => parseJson(() => "not JSON")(body.toString("utf8") || "{}")),
      E.filterOrElseW(isJsonObject, () => "not an object"),
      E.mapLeft(() => serviceError("SerializationException", "The request body is not a JSON object.")),
      E.chain(run(name)),
    );
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
    if (E.isRight(answer)) return sendJson(response, 200, answer.right, headers);
    const { type, status, message } = answer.left;
    sendJson(response, status, { __type: type, message, Message: message }, headers);
  });
  const { url, stop } = await listenOnLoopback("Secrets Manager", port, server, holders(accessKey, "signed"));
  return { url, stop, secrets: secretsOf(store) };
};
