import { type ErrorCode, statusOf } from "../../../runtime/request/error-code";
import { MOST_ERRORS, RETRY_HEADER } from "../../../runtime/router/rejection";
import words from "./refusal-words.json";
import { EXAMPLE_IDS } from "./request";
import { type Examples, json, oneOf, only, type Part, record, ref, text, wordOf } from "./schema";

export const errorCode: Part = oneOf(Object.keys(statusOf), "Why; a code of a later release is taken by its status");

export const refused: Part = record(
  {
    status: only("error"),
    error_code: wordOf("ErrorCode"),
    message: text("In plain words; it holds no value of the request"),
    request_id: text("Of the request, or one that was made for it, by which the operator finds it"),
    errors: {
      type: "array",
      description: "Every fault of the body, in the order of the checks; the first names the answer",
      maxItems: MOST_ERRORS,
      items: record({
        field: text("Where, such as recipient_data.recipient_tel"),
        code: wordOf("ErrorCode"),
        message: text("What it must be"),
      }),
    },
  },
  { description: "The engine's own refusal" },
);

export const gatewayRefusal: Part = record(
  { message: text("In the words of API Gateway") },
  { description: "API Gateway's refusal of a call that did not reach the engine, or that it did not answer" },
);

/** What API Gateway itself answers, by status; with any of them the engine may have done nothing yet. */
const GATEWAY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  403: { "no or unknown key": "Forbidden" },
  413: { "more than 10 MB": "Request Too Long" },
  429: { "too fast": "Too Many Requests", "quota used up": "Limit Exceeded" },
  500: { "not reached": "Internal server error" },
  502: { "no answer": "Internal server error" },
  504: { "too late": "Endpoint request timed out" },
};

/** What API Gateway answers in place of a call without a body that needs no key, of one that needs a key, and of one with a body. */
export const OPEN = ["429", "500", "502", "504"];
export const KEYED = ["403", ...OPEN];
export const WITH_BODY = ["413", ...KEYED];

/** What a status means, whatever the operation. */
const MEANINGS: Readonly<Record<string, string>> = {
  400: `The request is not valid; every fault is listed, up to ${MOST_ERRORS}`,
  403: "No valid API key; or the key, the project or the recipient's consent does not allow this",
  404: "Not there for this API key",
  409: "It stands against what was done before",
  413: "The body is too large",
  429: `Too many requests for the plan or the stage; or a limit of the project is reached, which the message names: \`${RETRY_HEADER}\` says when it ends`,
  500: "The engine could not do it now; it may be sent again with the same id",
  502: "The engine gave no answer; it may be sent again with the same id",
  504: "The engine's answer came too late; it may be sent again with the same id",
};

type Words = { readonly when: string; readonly message: string; readonly field?: string };

/** With what an operation is refused, and in which words where these are its own. */
export type Refusals = {
  readonly codes: readonly ErrorCode[];
  readonly words?: Readonly<Partial<Record<ErrorCode, Words>>>;
  /** The statuses that API Gateway itself may answer. */
  readonly gateway: readonly string[];
};

const wordsOf = (code: ErrorCode, { words: own = {} }: Refusals): Words => {
  const all: Readonly<Partial<Record<ErrorCode, Words>>> = words;
  const found = own[code] ?? all[code];
  if (found === undefined) throw new Error(`${code} has no words`);
  return found;
};

const example = (code: ErrorCode, { message, field }: Words) => ({
  status: "error",
  error_code: code,
  message,
  request_id: EXAMPLE_IDS.request_id,
  errors: field === undefined ? [] : [{ field, code, message }],
});

const ownExamples = (status: string, refusals: Refusals): Examples =>
  Object.fromEntries(
    refusals.codes
      .filter((code) => String(statusOf[code]) === status)
      .map((code) => {
        const said = wordsOf(code, refusals);
        return [code, { summary: said.when, value: example(code, said) }];
      }),
  );

const gatewayExamples = (status: string): Examples =>
  Object.fromEntries(
    Object.entries(GATEWAY[status] ?? {}).map(([when, message]) => [
      message.replaceAll(" ", ""),
      { summary: `API Gateway: ${when}`, value: { message } },
    ]),
  );

/** The codes that come with seconds to wait. */
const RETRIED: readonly ErrorCode[] = ["RATE_LIMIT_EXCEEDED", "CONVERSATION_NOT_FOUND", "BEING_SENT"];

const retried = {
  headers: {
    [RETRY_HEADER]: { description: "Seconds after which to ask again", schema: { type: "integer", minimum: 0 } },
  },
};

const response = (status: string, refusals: Refusals): Part => {
  const own = ownExamples(status, refusals);
  const gateway = refusals.gateway.includes(status) ? gatewayExamples(status) : {};
  const schemas = [
    ...(Object.keys(own).length === 0 ? [] : [ref("Refused")]),
    ...(Object.keys(gateway).length === 0 ? [] : [ref("GatewayRefusal")]),
  ];
  const [first = {}, ...others] = schemas;
  return {
    description: MEANINGS[status],
    ...(RETRIED.some((code) => code in own) ? retried : {}),
    ...json(others.length === 0 ? first : { anyOf: schemas }, { ...own, ...gateway }),
  };
};

/** The responses with which an operation is refused, the gateway's own among them, by status. */
export const refusalsOf = (refusals: Refusals): Readonly<Record<string, Part>> => {
  const statuses = [...refusals.codes.map((code) => String(statusOf[code])), ...refusals.gateway];
  return Object.fromEntries([...new Set(statuses)].sort().map((status) => [status, response(status, refusals)]));
};
