import type { IncomingMessage } from "node:http";
import type * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr, isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import { refinedString } from "../../../runtime/request/text";
import { readBody } from "../../aws/http";

const MOST_BYTES = 1024 * 1024;

const NOT_JSON = "the request is not JSON";

/** The JSON object of a request's body, or in words why there is none. */
export const readJson = (request: IncomingMessage): TE.TaskEither<string, JsonObject> =>
  request.headers["content-type"] === "application/json"
    ? pipe(
        readBody(request, MOST_BYTES),
        TE.mapLeft((fault) => (fault === "TooLong" ? "the request is larger than 1 MB" : "the request broke off")),
        TE.chainEitherK((body) => parseJson(() => NOT_JSON)(body.toString("utf8"))),
        TE.filterOrElse(isJsonObject, () => "the request is no JSON object"),
      )
    : TE.left(NOT_JSON);

/** What a person asks for; the left names the fields that are not as they should be. */
export const asked = <A>(form: t.Decoder<unknown, A>): ((input: JsonObject) => E.Either<string, A>) =>
  decodeOr(form, (places) => `not as it should be: ${places}`);

/** A request's body of a form. */
export const readInput = <A>(request: IncomingMessage, form: t.Decoder<unknown, A>): TE.TaskEither<string, A> =>
  pipe(readJson(request), TE.chainEitherK(asked(form)));

/** Kept without the blanks around it. */
export const Words = refinedString("a text that is not blank", (text) => text.trim() || undefined);

export const ProjectIds = t.type({ company_id: Words, project_id: Words });
export type ProjectIds = t.TypeOf<typeof ProjectIds>;
