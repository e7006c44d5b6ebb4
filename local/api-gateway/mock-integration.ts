import type { Fields } from "./document-fields";
import { fieldsAt, refuseOthers, textAt, textsAt } from "./document-fields";
import { literalParameters } from "./literal-parameters";
import { requirePlainTemplate } from "./render-variables";

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

const readResponse = (selection: string, value: unknown, operation: Fields, where: string): MockResponse => {
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
  const templates = textsAt(fields.responseTemplates, `${where}.responseTemplates`);
  for (const [media, text] of Object.entries(templates))
    requirePlainTemplate(text, `${where}.responseTemplates.${media}`);
  return { selection, status: Number(status), headers, templates };
};

/** Reads a mock integration; Velocity in its templates is refused. */
export const readMockIntegration = (fields: Fields, operation: Fields, where: string): MockIntegration => {
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
