import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { contracts, type Provider, specificationsAtHand } from "./contract";
import type { Recorded } from "./recording-proxy";
import { type Wire, wireOf } from "./wire";

const jsonOf = ({ body }: Recorded): JsonObject => {
  const parsed: unknown = JSON.parse(body);
  return isJsonObject(parsed) ? parsed : {};
};

/** A request with another body, query or type, as a fault of the runtime would make it. */
export const withJson = (request: Recorded, overrides: JsonObject): Recorded => ({
  ...request,
  body: JSON.stringify(deepOverride(jsonOf(request), overrides)),
});

export const withField = (request: Recorded, name: string, value: string | undefined): Recorded => {
  const fields = new URLSearchParams(request.body);
  if (value === undefined) fields.delete(name);
  else fields.set(name, value);
  return { ...request, body: fields.toString() };
};

export const withQuery = (request: Recorded, name: string, value: string): Recorded => {
  const query = new URLSearchParams(request.query);
  query.set(name, value);
  return { ...request, query };
};

export const withType = (request: Recorded, type: string): Recorded => ({
  ...request,
  headers: { ...request.headers, "content-type": type },
});

const NAME = "the negative controls of the providers' official descriptions";
const testNegativeControls = suite(NAME);

/** The one request that this scene makes by this method to a path that ends so. */
const requestOf = async (scene: string, provider: keyof Wire, method: string, ending: string): Promise<Recorded> => {
  const wire = await wireOf(scene);
  const [found, ...others] = wire[provider].filter((one) => one.method === method && one.path.endsWith(ending));
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} or no ${method} …${ending}`);
  return found;
};

const response = () => requestOf("whatsapp", "openai", "POST", "/responses");
const conversation = () => requestOf("whatsapp", "openai", "POST", "/conversations");
const message = () => requestOf("whatsapp", "twilio", "POST", "/Messages.json");
const listing = () => requestOf("whatsapp", "twilio", "GET", "/Messages.json");
const template = () => requestOf("whatsapp", "twilio", "GET", "/HX00000000000000000000000000000001");
const mail = () => requestOf("email", "sendgrid", "POST", "/mail/send");

const controls: readonly (readonly [string, Provider, () => Promise<Recorded>, string])[] = [
  [
    "a path that is none",
    "openai",
    async () => ({ ...(await response()), path: "/v1/response" }),
    "no path /v1/response",
  ],
  ["another method", "openai", async () => ({ ...(await response()), method: "PUT" }), "no PUT of /responses"],
  [
    "a field that is none",
    "openai",
    async () => withJson(await response(), { max_tokens: 5 }),
    "body max_tokens is not declared",
  ],
  ["a number for text", "openai", async () => withJson(await response(), { model: 5 }), "body/model"],
  [
    "a number in text's clothes",
    "openai",
    async () => withJson(await response(), { max_output_tokens: "4096" }),
    "body/max_output_tokens must be integer",
  ],
  [
    "a schema without a name",
    "openai",
    async () => withJson(await response(), { text: { format: { name: undefined } } }),
    "body/text/format must have required property 'name'",
  ],
  [
    "metadata that is not text",
    "openai",
    async () => withJson(await conversation(), { metadata: { a: 5 } }),
    "body/metadata/a must be string",
  ],
  [
    "a form for JSON",
    "openai",
    async () => withType(await response(), "application/x-www-form-urlencoded"),
    "a body of the type application/x-www-form-urlencoded",
  ],
  [
    "no recipient",
    "twilio",
    async () => withField(await message(), "To", undefined),
    "body must have required property 'To'",
  ],
  [
    "a field in another case",
    "twilio",
    async () => withField(await message(), "Contentsid", "HX1"),
    "body Contentsid is not declared",
  ],
  [
    "a callback that is no address",
    "twilio",
    async () => withField(await message(), "StatusCallback", "receipts"),
    'body/StatusCallback must match format "uri"',
  ],
  [
    "a template's id of another form",
    "twilio",
    async () => withField(await message(), "ContentSid", "HX12"),
    "body/ContentSid",
  ],
  [
    "another account's form",
    "twilio",
    async () => ({ ...(await message()), path: "/2010-04-01/Accounts/me/Messages.json" }),
    "path AccountSid",
  ],
  [
    "a filter that is none",
    "twilio",
    async () => withQuery(await listing(), "Status", "sent"),
    "query Status is not declared",
  ],
  [
    "a page that is too large",
    "twilio",
    async () => withQuery(await listing(), "PageSize", "1001"),
    "query PageSize must be <= 1000",
  ],
  [
    "a page size that is no number",
    "twilio",
    async () => withQuery(await listing(), "PageSize", "many"),
    "query PageSize must be integer",
  ],
  [
    "a template of another form",
    "content",
    async () => ({ ...(await template()), path: "/v1/Content/template" }),
    "path Sid",
  ],
  [
    "no personalizations",
    "sendgrid",
    async () => withJson(await mail(), { personalizations: undefined }),
    "body must have required property 'personalizations'",
  ],
  [
    "no sender",
    "sendgrid",
    async () => withJson(await mail(), { from: undefined }),
    "body must have required property 'from'",
  ],
  [
    "a sender that is no address",
    "sendgrid",
    async () => withJson(await mail(), { from: { email: "Cucumber" } }),
    'body/from/email must match format "email"',
  ],
  [
    "the SDK's name for a field",
    "sendgrid",
    async () => withJson(await mail(), { templateId: "d-1" }),
    "body templateId is not declared",
  ],
  [
    "custom arguments outside personalizations",
    "sendgrid",
    async () => withJson(await mail(), { custom_args: { ref: "r" } }),
    "body/custom_args must be string",
  ],
  [
    "headers that are no text",
    "sendgrid",
    async () => withJson(await mail(), { headers: 5 }),
    "body/headers must be object",
  ],
];

const describe = (): void => {
  for (const [what, provider, make, fault] of controls)
    testNegativeControls(`are not kept by ${what}, at ${provider}`, async () => {
      const faults = contracts[provider]()(await make());
      assert.ok(
        faults.some((one) => one.startsWith(fault)),
        `"${fault}" is not among ${JSON.stringify(faults)}`,
      );
    });
};

if (specificationsAtHand(NAME)) describe();

testNegativeControls.run();
