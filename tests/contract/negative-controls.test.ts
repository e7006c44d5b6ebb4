import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { contractOf, type Provider, specificationsAtHand } from "./contract";
import { type Recorded, type Wire, wireOf } from "./wire";

/** Makes of a request another one, as a mistake of the runtime would. */
type Change = (request: Recorded) => Recorded;

const withJson =
  (overrides: JsonObject): Change =>
  (request) => {
    const parsed: unknown = JSON.parse(request.body);
    return { ...request, body: JSON.stringify(deepOverride(isJsonObject(parsed) ? parsed : {}, overrides)) };
  };

const changed = (params: URLSearchParams, name: string, value: string | undefined): URLSearchParams => {
  const copy = new URLSearchParams(params);
  if (value === undefined) copy.delete(name);
  else copy.set(name, value);
  return copy;
};

const withField =
  (name: string, value: string | undefined): Change =>
  (request) => ({ ...request, body: changed(new URLSearchParams(request.body), name, value).toString() });

const withQuery =
  (name: string, value: string): Change =>
  (request) => ({ ...request, query: changed(request.query, name, value) });

const withType =
  (type: string): Change =>
  (request) => ({ ...request, headers: { ...request.headers, "content-type": type } });

const withPath =
  (path: string): Change =>
  (request) => ({ ...request, path });

type Called = {
  readonly contract: Provider;
  readonly provider: keyof Wire;
  readonly method: string;
  readonly ending: string;
};

const response: Called = { contract: "openai", provider: "openai", method: "POST", ending: "/responses" };
const conversation: Called = { ...response, ending: "/conversations" };
const message: Called = { contract: "twilio", provider: "twilio", method: "POST", ending: "/Messages.json" };
const listing: Called = { ...message, method: "GET" };
const template: Called = { ...listing, contract: "content", ending: "/HX00000000000000000000000000000001" };
const mail: Called = { contract: "sendgrid", provider: "sendgrid", method: "POST", ending: "/mail/send" };

/** The one request that a message makes by this method to a path that ends so. */
const requestOf = async ({ provider, method, ending }: Called): Promise<Recorded> => {
  const wire = await wireOf(provider === "sendgrid" ? "email" : "whatsapp");
  const [found, ...others] = wire[provider].filter((one) => one.method === method && one.path.endsWith(ending));
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} or no ${method} …${ending}`);
  return found;
};

const FORM = "application/x-www-form-urlencoded";
const unnamed = { text: { format: { name: undefined } } };
const someone = "/2010-04-01/Accounts/me/Messages.json";

const controls: readonly (readonly [what: string, called: Called, change: Change, mistake: string])[] = [
  ["a path that is none", response, withPath("/v1/response"), "no path /v1/response"],
  ["another method", response, (request) => ({ ...request, method: "PUT" }), "no PUT of /responses"],
  ["a field that is none", response, withJson({ max_tokens: 5 }), "body max_tokens is not declared"],
  ["a number for text", response, withJson({ model: 5 }), "body/model"],
  [
    "a number in text's clothes",
    response,
    withJson({ max_output_tokens: "4096" }),
    "body/max_output_tokens must be integer",
  ],
  ["a schema without a name", response, withJson(unnamed), "body/text/format must have required property 'name'"],
  ["metadata that is not text", conversation, withJson({ metadata: { a: 5 } }), "body/metadata/a must be string"],
  ["a form for JSON", response, withType(FORM), `a body of the type ${FORM}`],
  ["no recipient", message, withField("To", undefined), "body must have required property 'To'"],
  ["a field in another case", message, withField("Contentsid", "HX1"), "body Contentsid is not declared"],
  [
    "a callback that is no address",
    message,
    withField("StatusCallback", "receipts"),
    'body/StatusCallback must match format "uri"',
  ],
  ["a template's id of another form", message, withField("ContentSid", "HX12"), "body/ContentSid"],
  ["another account's form", message, withPath(someone), "path AccountSid"],
  ["a filter that is none", listing, withQuery("Status", "sent"), "query Status is not declared"],
  ["a page that is too large", listing, withQuery("PageSize", "1001"), "query PageSize must be <= 1000"],
  ["a page size that is no number", listing, withQuery("PageSize", "many"), "query PageSize must be integer"],
  ["a template of another form", template, withPath("/v1/Content/template"), "path Sid"],
  [
    "no personalizations",
    mail,
    withJson({ personalizations: undefined }),
    "body must have required property 'personalizations'",
  ],
  ["no sender", mail, withJson({ from: undefined }), "body must have required property 'from'"],
  [
    "a sender that is no address",
    mail,
    withJson({ from: { email: "Cucumber" } }),
    'body/from/email must match format "email"',
  ],
  ["the SDK's name for a field", mail, withJson({ templateId: "d-1" }), "body templateId is not declared"],
  [
    "custom arguments outside personalizations",
    mail,
    withJson({ custom_args: { ref: "r" } }),
    "body/custom_args must be string",
  ],
  ["headers that are no text", mail, withJson({ headers: 5 }), "body/headers must be object"],
];

const NAME = "the negative controls of the providers' official descriptions";
const test = suite(NAME);

if (specificationsAtHand(NAME))
  for (const [what, called, change, mistake] of controls)
    test(`are not kept by ${what}, at ${called.contract}`, async () => {
      const found = contractOf(called.contract)(change(await requestOf(called)));
      assert.ok(
        found.some((one) => one.startsWith(mistake)),
        `"${mistake}" is not among ${JSON.stringify(found)}`,
      );
    });
