import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import published from "../../docs/openapi.json";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json";

type Response = {
  readonly content?: { readonly "application/json": { readonly examples: Readonly<Record<string, unknown>> } };
  readonly headers?: Readonly<Record<string, unknown>>;
};
type Operation = { readonly responses: Readonly<Record<string, Response>> };
type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const operations: Operations = published.paths as object as Operations;

/** An answer over HTTP, its body as it came. */
export type Told = { readonly status: number; readonly headers: Headers; readonly text: string };

const isLater = (part: unknown): boolean => isJsonObject(part) && part.title === "Later";

/** Clients pass over fields and words that they do not know; an answer of this release has none that the description does not name. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter((part) => !isLater(part)).map(closed);
  if (!isJsonObject(value)) return value;
  const parts = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closed(part)]));
  return isJsonObject(value.properties) && value.type !== undefined ? { additionalProperties: false, ...parts } : parts;
};

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(closed(published) as JsonObject, "published");

/** What is wrong with a value by a schema of the description, given by its JSON pointer. */
export const invalidBy = (pointer: string, value: unknown): readonly string[] => {
  const validate = ajv.getSchema(`published#${pointer}`) ?? ajv.compile({ $ref: `published#${pointer}` });
  return validate(value) ? [] : (validate.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
};

const templates = Object.keys(operations).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** Headers that an answer has only where the description says so. */
const OWN_HEADERS = ["Idempotent-Replayed", "Retry-After"];

const contentFaults = (response: Response, pointer: string, { headers, text }: Told): readonly string[] => {
  if (response.content === undefined) return text === "" ? [] : ["a body that is not described"];
  if (headers.get("content-type") !== "application/json") return [`content type ${headers.get("content-type")}`];
  const body: unknown = JSON.parse(text);
  const code = isJsonObject(body) ? body.error_code : undefined;
  const { examples } = response.content["application/json"];
  return [
    ...invalidBy(`${pointer}/content/application~1json/schema`, body),
    ...(code === undefined || String(code) in examples ? [] : [`${code} is not described here`]),
  ];
};

/** What is wrong with an answer by the published description; nothing where it does not describe the path and method. */
export const undescribedIn = (method: string, path: string, told: Told): readonly string[] => {
  const known = templates.find(({ pattern }) => pattern.test(path))?.path ?? "";
  const operation = operations[known]?.[method.toLowerCase()];
  if (operation === undefined) return [];
  const response = operation.responses[told.status];
  const at = `${method} ${known} ${told.status}`;
  if (response === undefined) return [`${at} is not described: ${told.text}`];
  const pointer = `/paths/${known.replaceAll("/", "~1")}/${method.toLowerCase()}/responses/${told.status}`;
  const headers = OWN_HEADERS.filter((name) => told.headers.has(name) && !(name in (response.headers ?? {})));
  return [...contentFaults(response, pointer, told), ...headers.map((name) => `header ${name}`)].map(
    (fault) => `${at}: ${fault}`,
  );
};

/** What is wrong with the body of an event, as it is posted, by the description. */
export const undescribedEvent = (body: string): readonly string[] => {
  const event: unknown = JSON.parse(body);
  const type = isJsonObject(event) ? String(event.type) : "";
  return type in published.webhooks
    ? invalidBy(`/webhooks/${type}/post/requestBody/content/application~1json/schema`, event)
    : [`${type} is not described`];
};
