import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import {
  fieldsAt,
  literalParameters,
  refuseOthers,
  renderVariables,
  templatesAt,
  textAt,
  textsAt,
  type Variables,
} from "./document";
import { type Fault, refused } from "./fault";
import { contentTypeOf, type Headers, isBinaryRequest, type Reply } from "./http-message";

export type MockResponse = {
  /** `default`, or a regular expression over the status code. */
  readonly selection: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly templates: Readonly<Record<string, string>>;
};

export type MockIntegration = {
  readonly _tag: "Mock";
  /** The status code that the request template of each media type chooses. */
  readonly statusByMediaType: ReadonlyMap<string, number>;
  readonly convertToText: boolean;
  readonly refusesUnmappedMediaTypes: boolean;
  readonly responses: readonly MockResponse[];
};

const readStatus = (template: string, where: string): number => {
  const [, status] = /^\s*\{\s*"?statusCode"?\s*:\s*(\d{3})\s*\}\s*$/.exec(template) ?? [];
  if (status === undefined) throw new Error(`${where} must be {"statusCode": N}`);
  return Number(status);
};

const readResponse = (selection: string, value: unknown, operation: JsonObject, where: string): MockResponse => {
  const fields = fieldsAt(value, where);
  refuseOthers(fields, ["statusCode", "responseParameters", "responseTemplates"], where);
  const status = String(fields.statusCode);
  const declared = fieldsAt(fieldsAt(operation.responses, "responses")[status], `responses.${status}`);
  if (Object.keys(declared).length === 0)
    throw new Error(`${where}.statusCode ${status} is not among the operation's own responses`);
  const parameters = textsAt(fields.responseParameters, `${where}.responseParameters`);
  const headers = literalParameters(parameters, "method.response.header.", `${where}.responseParameters`);
  const declaredHeaders = Object.keys(fieldsAt(declared.headers, `responses.${status}.headers`));
  // AWS refuses such an import: "Invalid mapping expression parameter specified".
  for (const [name] of headers)
    if (!declaredHeaders.includes(name))
      throw new Error(`${where}: responses.${status}.headers does not declare ${name}`);
  const templates = templatesAt(fields.responseTemplates, `${where}.responseTemplates`);
  return { selection, status: Number(status), headers, templates };
};

/** Reads a mock integration; Velocity in its templates is refused. */
export const readMockIntegration = (fields: JsonObject, operation: JsonObject, where: string): MockIntegration => {
  const known = ["type", "requestTemplates", "responses", "contentHandling", "passthroughBehavior", "timeoutInMillis"];
  refuseOthers(fields, [...known, "httpMethod"], where);
  const handling = textAt(fields.contentHandling, `${where}.contentHandling`);
  if (handling !== undefined && handling !== "CONVERT_TO_TEXT")
    throw new Error(`${where}.contentHandling "${handling}" is not supported for a mock`);
  const templates = textsAt(fields.requestTemplates, `${where}.requestTemplates`);
  const behavior = (
    textAt(fields.passthroughBehavior, `${where}.passthroughBehavior`) ?? "when_no_match"
  ).toLowerCase();
  const responses = Object.entries(fieldsAt(fields.responses, `${where}.responses`));
  return {
    _tag: "Mock",
    statusByMediaType: new Map(
      Object.entries(templates).map(([media, text]) => [media, readStatus(text, `${where}.requestTemplates.${media}`)]),
    ),
    convertToText: handling === "CONVERT_TO_TEXT",
    refusesUnmappedMediaTypes:
      behavior === "never" || (behavior === "when_no_templates" && Object.keys(templates).length > 0),
    responses: responses.map(([selection, value]) =>
      readResponse(selection, value, operation, `${where}.responses.${selection}`),
    ),
  };
};

const notConfigured = (detail: string): E.Either<Fault, never> =>
  refused("API_CONFIGURATION_ERROR", `Execution failed due to configuration error: ${detail}`);

/** The answer of a mock integration. */
export const answerMock = (
  mock: MockIntegration,
  binaryMediaTypes: readonly string[],
  requestHeaders: Headers,
  variables: Variables,
): E.Either<Fault, Reply> => {
  // A request template works on text. With a binary type such as */* even an empty OPTIONS counts as binary, and AWS
  // answers 500 unless contentHandling is CONVERT_TO_TEXT:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
  if (isBinaryRequest(binaryMediaTypes, requestHeaders) && !mock.convertToText)
    return notConfigured("Unable to transform request (binary media type without contentHandling CONVERT_TO_TEXT)");
  const status = mock.statusByMediaType.get(contentTypeOf(requestHeaders));
  if (status === undefined && mock.refusesUnmappedMediaTypes) return refused("UNSUPPORTED_MEDIA_TYPE");
  if (status === undefined)
    return notConfigured(
      "Unable to parse statusCode. It should be an integer that is defined in the request template.",
    );
  const response =
    mock.responses.find(
      ({ selection }) => selection !== "default" && new RegExp(`^(?:${selection})$`).test(String(status)),
    ) ?? mock.responses.find(({ selection }) => selection === "default");
  if (response === undefined)
    return notConfigured(
      `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${status}`,
    );
  const [media, template] = Object.entries(response.templates)[0] ?? ["application/json", ""];
  return E.right({
    status: response.status,
    headers: [["Content-Type", media], ...response.headers],
    body: Buffer.from(renderVariables(template, variables)),
  });
};
