import * as E from "fp-ts/Either";
import type { Client, RequestOpts } from "twilio/lib/base/BaseTwilio";
import Domain from "twilio/lib/base/Domain";
import Version from "twilio/lib/base/Version";
import { MessageListInstance } from "twilio/lib/rest/api/v2010/account/message";
import type { SmsCredentials } from "../secrets/carrier-credentials";
import { type HttpAnswer, httpOnce } from "./http-once";

type Options = {
  readonly twilioUrl: string;
  readonly credentials: SmsCredentials;
  readonly timeoutMs: number;
  /** Hears of every complete answer, whose headers the SDK does not pass on. */
  readonly onAnswer: (answer: HttpAnswer) => void;
};

const formBody = (data: object): string => new URLSearchParams(Object.entries(data)).toString();

export const basicAuth = ({ twilio_account_sid, twilio_auth_token }: SmsCredentials): string =>
  `Basic ${Buffer.from(`${twilio_account_sid}:${twilio_auth_token}`).toString("base64")}`;

const withQuery = (uri: string, params: object | undefined): string =>
  params === undefined ? uri : `${uri}?${formBody(params)}`;

const requester =
  ({ credentials, timeoutMs, onAnswer }: Options) =>
  async ({
    method = "get",
    uri = "",
    headers = {},
    params,
    data,
  }: RequestOpts): Promise<{ readonly statusCode: number; readonly body: string }> => {
    const result = await httpOnce({
      method: method.toUpperCase(),
      url: withQuery(uri, params),
      headers: { ...(headers as Record<string, string>), Authorization: basicAuth(credentials) },
      body: data === undefined ? "" : formBody(data),
      timeoutMs,
    })();
    if (E.isLeft(result)) throw result.left;
    onAnswer(result.right);
    return { statusCode: result.right.status, body: result.right.body };
  };

/**
 * Twilio's message resource over our own transport. The SDK's whole client would bring every product of Twilio and a
 * transport that cannot say whether a failed request had been written.
 */
export const twilioMessages = (options: Options): ReturnType<typeof MessageListInstance> => {
  const client = { request: requester(options) } as unknown as Client;
  const version = new Version(new Domain(client, options.twilioUrl), "2010-04-01");
  return MessageListInstance(
    version as Parameters<typeof MessageListInstance>[0],
    options.credentials.twilio_account_sid,
  );
};
