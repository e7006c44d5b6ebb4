import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import type { JsonObject } from "../../../runtime/codec/json";
import { patternString } from "../../../runtime/request/text";
import type { Secret } from "./secret";
import type { SecretStore } from "./secret-store";
import { refused, type Served, type ServiceError, serviceError } from "./service-error";

type Answer = Readonly<Record<string, unknown>>;

/** One operation of the service: parameters in, answer out. */
export type Operation = (store: SecretStore, input: JsonObject) => Served<Answer>;

export const text = patternString("string", /./s);

type Given<Required extends t.Props, Optional extends t.Props> = t.TypeOf<t.TypeC<Required>> &
  t.TypeOf<t.PartialC<Optional>>;

const refuseOthers =
  (known: readonly string[]) =>
  (input: JsonObject): Served<JsonObject> => {
    const others = Object.keys(input).filter((name) => !known.includes(name));
    return others.length === 0
      ? E.right(input)
      : refused("InvalidParameterException", `${others.join(", ")} is not supported by the local Secrets Manager.`);
  };

/** AWS tells of one faulty parameter, and tells a missing one from one of another type. */
const inputError = ([error]: t.Errors): ServiceError => {
  const { key = "", type } = error?.context.at(-1) ?? {};
  return error?.value === undefined || error.value === ""
    ? serviceError("ValidationException", `Value at '${key}' failed to satisfy constraint: Member must not be null`)
    : serviceError("SerializationException", `${key} must be a ${type?.name}`);
};

/** An operation with the parameters that this stand-in knows of it; others are refused by name. */
export const operation = <Required extends t.Props, Optional extends t.Props>(
  required: Required,
  optional: Optional,
  run: (store: SecretStore, input: Given<Required, Optional>) => Served<Answer>,
): Operation => {
  const codec = t.intersection([t.type(required), t.partial(optional)]);
  const known = [...Object.keys(required), ...Object.keys(optional)];
  return (store, input) =>
    pipe(
      refuseOthers(known)(input),
      E.chain((given) => pipe(codec.decode(given), E.mapLeft(inputError))),
      E.chain((given) => run(store, given)),
    );
};

/** An operation on one secret; without `orDeleted` not on one that is marked as deleted. */
export const onSecret = <Optional extends t.Props>(
  optional: Optional,
  run: (secret: Secret, input: t.TypeOf<t.PartialC<Optional>>, store: SecretStore) => Served<Answer>,
  orDeleted?: "orDeleted",
): Operation =>
  operation({ SecretId: text }, optional, (store, input) =>
    pipe(
      orDeleted === undefined ? store.getUsable(input.SecretId) : store.get(input.SecretId),
      E.chain((secret) => run(secret, input, store)),
    ),
  );
