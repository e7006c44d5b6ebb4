import OpenAI from "openai";
import twilio from "twilio";
import RequestClient from "twilio/lib/base/RequestClient";
import { suite } from "uvu";
import { type OpenAiOptions, type OpenAiStandIn, startOpenAi } from "../../../tools/providers/openai/start-openai";
import { startTwilio, type TwilioOptions, type TwilioStandIn } from "../../../tools/providers/twilio/start-twilio";

export const accountSid = `AC${"a".repeat(32)}`;
export const authToken = "test-auth-token";

/** The real SDK, with every host of Twilio's rewritten to the stand-in's origin. */
export const twilioClient = (origin: string, sid = accountSid, token = authToken) => {
  const inner = new RequestClient({ timeout: 1000 });
  const request: RequestClient["request"] = (options) =>
    inner.request({ ...options, uri: options.uri.replace(/^https:\/\/[a-z.]+\.twilio\.com/, origin) });
  const httpClient = Object.assign(Object.create(inner) as RequestClient, { request });
  return twilio(sid, token, { httpClient });
};

/** What the SDK posts for a text message, by hand. */
export const postMessage = (origin: string, message: Readonly<Record<string, string>>, signal?: AbortSignal) =>
  fetch(`${origin}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:x`).toString("base64")}` },
    body: new URLSearchParams(message),
    signal: signal ?? null,
  });

export const openAiClient = (origin: string, apiKey = "sk-test"): OpenAI =>
  new OpenAI({ apiKey, baseURL: `${origin}/v1`, maxRetries: 0, timeout: 1000 });

/** A suite each of whose tests has a stand-in of its own, which sends no receipts, and the SDK that talks to it. */
export const twilioSuite = (name: string, options: TwilioOptions = {}) => {
  const test = suite<{ twilio: TwilioStandIn; client: ReturnType<typeof twilioClient> }>(name);
  test.before.each(async (context) => {
    context.twilio = await startTwilio({ receipts: "off", ...options });
    context.client = twilioClient(context.twilio.url);
  });
  test.after.each(({ twilio }) => twilio.stop());
  return test;
};

/** The same of OpenAI's. */
export const openAiSuite = (name: string, options: OpenAiOptions = {}) => {
  const test = suite<{ openai: OpenAiStandIn; client: OpenAI }>(name);
  test.before.each(async (context) => {
    context.openai = await startOpenAi(options);
    context.client = openAiClient(context.openai.url);
  });
  test.after.each(({ openai }) => openai.stop());
  return test;
};

/** What a promise rejects with, as a record of the named fields; fails when it resolves. */
export const rejection = async <K extends string>(
  promise: PromiseLike<unknown>,
  ...fields: readonly K[]
): Promise<Readonly<Record<K, unknown>>> => {
  let caught: unknown;
  try {
    await promise;
  } catch (error) {
    caught = error;
  }
  if (typeof caught !== "object" || caught === null) throw new Error("expected a rejection");
  const held: object = caught;
  return Object.fromEntries(fields.map((field) => [field, Reflect.get(held, field)])) as Record<K, unknown>;
};
