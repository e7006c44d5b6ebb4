import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as t from "io-ts";
import { fieldsOf, isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import type { Answer } from "../server/operation";
import { openAiError } from "./openai-error";

type Refused<A> = E.Either<Answer, A>;

export const refusal = (param: string, code: string | null, message: string): Answer =>
  openAiError(400, code, message, param);

/** What is said of a parameter that is not as it must be: OpenAI's code, if it has one, and words. */
export type Refusals = Readonly<Record<string, readonly [code: string | null, message: string]>>;

const refusalOf = (refusals: Refusals, [error]: t.Errors): Answer => {
  const field = fieldsOf(error?.context ?? []).join(".");
  // What the table names last holds most of the field: an item within a list is refused by the list's name.
  const param = Object.keys(refusals).findLast((name) => field === name || field.startsWith(`${name}.`)) ?? field;
  const [code, message] = refusals[param] ?? [null, ""];
  return param === field && error?.value === undefined
    ? refusal(param, "missing_required_parameter", `Missing required parameter: '${param}'.`)
    : refusal(param, code, error?.message ?? message);
};

const jsonBody = (body: string): Refused<JsonObject> => {
  const unreadable = () => openAiError(400, null, "We could not parse the JSON body.");
  return pipe(body, parseJson(unreadable), E.filterOrElse(isJsonObject, unreadable));
};

const unknownIn = (given: JsonObject, known: t.Props): Refused<unknown> => {
  const param = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  return param === undefined
    ? E.right(given)
    : E.left(refusal(param, "unknown_parameter", `Unknown parameter: '${param}'.`));
};

/** Reads the parameters in a body as OpenAI does, those that we send: the first that is wrong is refused by its name. */
export const readParameters = <P extends t.Props>(
  body: string,
  codec: t.TypeC<P>,
  refusals: Refusals,
): Refused<t.TypeOf<t.TypeC<P>>> =>
  pipe(
    jsonBody(body),
    E.chainFirst((given) => unknownIn(given, codec.props)),
    E.chain((given) =>
      pipe(
        codec.decode(given),
        E.mapLeft((errors) => refusalOf(refusals, errors)),
      ),
    ),
  );
