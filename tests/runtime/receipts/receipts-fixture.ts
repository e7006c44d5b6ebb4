import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { JsonObject } from "../../../runtime/codec/json";
import { type AttemptReference, sealReference } from "../../../runtime/conversation/reference";
import { handleReceipt } from "../../../runtime/receipts/handle-receipt";
import type { ReceiptsEnv } from "../../../runtime/receipts/receipt-request";
import { twilioSignature } from "../../../runtime/receipts/twilio-signature";
import type { Channel } from "../../../runtime/request/request";
import { proxyEvent } from "../../../tools/measure/sample/request";
import { exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations, keyOfRecord } from "../../helpers/in-memory-conversations";
import { processorRecord } from "../../helpers/queue-message";
import { manualClock, START } from "../../helpers/time-and-chance";

export const ATTEMPT = "attempt-1";
const ACCOUNT = "AC00000000000000000000000000000001";
const TOKEN = "twilio-token";
export const MESSAGE = "SM00000000000000000000000000000001";
const DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";

export const emailSecret = "ai-multi-comms/email-credentials/cucumber-recruitment/clarify-cv/sendgrid-dev";

type KeyPair = { readonly privateKey: KeyObject; readonly publicKeyText: string };

export const newWebhookKey = (): KeyPair => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, publicKeyText: publicKey.export({ type: "spki", format: "der" }).toString("base64") };
};

/** The example project's webhook key, and one of another project. */
export const ours = newWebhookKey();
export const theirs = newWebhookKey();

export const secretsWithWebhook: Readonly<Record<string, string>> = {
  ...exampleSecrets,
  [emailSecret]: JSON.stringify({
    ...JSON.parse(exampleSecrets[emailSecret] ?? ""),
    sendgrid_webhook_public_key: ours.publicKeyText,
  }),
};

/** A record whose one attempt was committed, and of which nobody knows more. */
export const sendingRecord = (channel: Channel = "whatsapp", overrides: JsonObject = {}): JsonObject =>
  processorRecord(
    {
      send_state: "sending",
      attempt_id: ATTEMPT,
      sending_at: START,
      attempts: [{ attempt_id: ATTEMPT, sending_at: START }],
      draft: {
        variables: { "1": "Ada" },
        thread_id: "conv_1",
        prompt_tokens: 1,
        completion_tokens: 2,
        total_tokens: 3,
      },
      thread_id: "conv_1",
      ...overrides,
    },
    channel,
  );

/** What the example's reference holds. */
export const attemptReference = (
  channel: Channel = "whatsapp",
  overrides: Partial<AttemptReference> = {},
): AttemptReference => ({
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  ...keyOfRecord(sendingRecord(channel)),
  channel,
  attempt_id: ATTEMPT,
  expires: "2026-12-25T00:00:00.000Z",
  ...overrides,
});

export const sealed = (channel: Channel = "whatsapp", overrides: Partial<AttemptReference> = {}): string =>
  sealReference(RECEIPT_KEY, attemptReference(channel, overrides));

export const projectAddress = (overrides: Partial<{ company_id: string; project_id: string }> = {}): string =>
  sealReference(RECEIPT_KEY, { company_id: "ci-aaa-001", project_id: "pi-aaa-001", ...overrides });

/** What API Gateway makes of a posted receipt. */
export const posted = (
  carrier: "twilio" | "sendgrid",
  ref: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): APIGatewayProxyEvent => {
  const event = proxyEvent({
    resource: `/receipts/${carrier}/{ref}`,
    path: `/receipts/${carrier}/${ref}`,
    headers: { "X-Forwarded-Proto": "https", ...headers },
    pathParameters: { ref },
    body,
  });
  return { ...event, requestContext: { ...event.requestContext, domainName: DOMAIN, path: `/dev${event.path}` } };
};

export const urlOf = (carrier: string, ref: string): string => `https://${DOMAIN}/dev/receipts/${carrier}/${ref}`;

type Parameters = Readonly<Record<string, string>>;

export const twilioParameters = (overrides: Parameters = {}): Parameters => ({
  AccountSid: ACCOUNT,
  MessageSid: MESSAGE,
  MessageStatus: "delivered",
  ...overrides,
});

/** A callback as Twilio posts it; the signature may be of something else. */
export const callback = ({
  ref = sealed(),
  parameters = twilioParameters(),
  token = TOKEN,
  signedUrl = urlOf("twilio", ref),
  signedParameters = parameters,
}: Partial<
  Record<"ref" | "token" | "signedUrl", string> & Record<"parameters" | "signedParameters", Parameters>
> = {}): APIGatewayProxyEvent => {
  const headers = { "X-Twilio-Signature": twilioSignature(token, signedUrl, signedParameters) };
  return posted("twilio", ref, headers, new URLSearchParams(parameters).toString());
};

export const mailEvent = (overrides: JsonObject = {}): JsonObject => ({
  email: "ada@example.com",
  event: "delivered",
  sg_message_id: "mail-1.filter001.recvd",
  ref: sealed("email"),
  ...overrides,
});

/** A batch of events as SendGrid posts it; the signature may be of something else. */
export const batch = ({
  events = [mailEvent()],
  body = JSON.stringify(events),
  ref = projectAddress(),
  timestamp = String(Date.parse(START) / 1000),
  key = ours,
  signedBody = body,
  signedTimestamp = timestamp,
}: Partial<
  Record<"body" | "ref" | "timestamp" | "signedBody" | "signedTimestamp", string> & { events: unknown; key: KeyPair }
> = {}): APIGatewayProxyEvent => {
  const signature = sign("sha256", Buffer.from(`${signedTimestamp}${signedBody}`), key.privateKey).toString("base64");
  const headers = {
    "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
    "X-Twilio-Email-Event-Webhook-Signature": signature,
  };
  return posted("sendgrid", ref, headers, body);
};

/** The receipts function's real rules over ports in memory, with these records in the table. */
export const receiptsFixture = (
  records: readonly JsonObject[] = [sendingRecord("whatsapp"), sendingRecord("sms"), sendingRecord("email")],
  overrides: Partial<ReceiptsEnv> = {},
) => {
  const store = inMemoryConversations();
  for (const record of records) store.put(record);
  const clock = manualClock();
  const { log, lines } = gatheringLog();
  const { secrets, reads } = fakeSecrets(secretsWithWebhook);
  const env: ReceiptsEnv = {
    settings: { receiptKeyName: "ai-multi-comms/receipt-key-dev", consentKeyName: "ai-multi-comms/consent-key-dev" },
    clock,
    log,
    consents: store.consents,
    conversations: store.conversations,
    secrets,
    ...overrides,
  };
  const receive = async (event: unknown) => {
    const { statusCode, body } = await handleReceipt(env)(event)();
    return { status: statusCode, body };
  };
  /** What stands of the record of a channel. */
  const recordOf = (channel: Channel): JsonObject => store.find(keyOfRecord(sendingRecord(channel))) ?? {};
  return { env, store, recordOf, clock, lines, receive, reads };
};
