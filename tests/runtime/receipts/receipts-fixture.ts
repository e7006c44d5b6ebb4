import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { JsonObject } from "../../../runtime/codec/json";
import { type AttemptReference, sealReference } from "../../../runtime/conversation/reference";
import { handleReceipt } from "../../../runtime/receipts/handle-receipt";
import type { ReceiptsEnv } from "../../../runtime/receipts/receipt-request";
import { twilioSignature } from "../../../runtime/receipts/twilio";
import type { Channel } from "../../../runtime/request/request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { proxyEvent } from "../../../tools/measure/sample/request";
import { exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { gatheringLog, type LogLine } from "../../helpers/gathering-log";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { type InMemoryConversations, inMemoryConversations } from "../../helpers/in-memory-conversations";
import { processorRecord } from "../../helpers/queue-message";
import { type ManualClock, manualClock, START } from "../../helpers/time-and-chance";

export const ATTEMPT = "attempt-1";
const ACCOUNT = "AC00000000000000000000000000000001";
const TOKEN = "twilio-token";
export const MESSAGE = "SM00000000000000000000000000000001";
const DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";

const emailSecret = "ai-multi-comms/email-credentials/cucumber-recruitment/clarify-cv/sendgrid-dev";

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

export const keyOfRecord = ({ primary_channel, conversation_id }: JsonObject) => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

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

type Post = {
  readonly carrier: "twilio" | "sendgrid";
  readonly ref: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What API Gateway makes of a posted receipt. */
export const posted = ({ carrier, ref, headers, body }: Post): APIGatewayProxyEvent => {
  const path = `/dev/receipts/${carrier}/${ref}`;
  const event = proxyEvent({
    resource: `/receipts/${carrier}/{ref}`,
    path: `/receipts/${carrier}/${ref}`,
    headers: { "X-Forwarded-Proto": "https", ...headers },
    pathParameters: { ref },
    body,
  });
  return { ...event, requestContext: { ...event.requestContext, domainName: DOMAIN, path } };
};

export const urlOf = (carrier: string, ref: string): string => `https://${DOMAIN}/dev/receipts/${carrier}/${ref}`;

export const twilioParameters = (
  overrides: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
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
}: {
  readonly ref?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly signedUrl?: string;
  readonly signedParameters?: Readonly<Record<string, string>>;
} = {}): APIGatewayProxyEvent =>
  posted({
    carrier: "twilio",
    ref,
    headers: { "X-Twilio-Signature": twilioSignature(token, signedUrl, signedParameters) },
    body: new URLSearchParams(parameters).toString(),
  });

const secondsAt = (iso: string): string => String(Math.floor(Date.parse(iso) / 1000));

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
  timestamp = secondsAt(START),
  key = ours,
  signedBody = body,
  signedTimestamp = timestamp,
}: {
  readonly events?: unknown;
  readonly body?: string;
  readonly ref?: string;
  readonly timestamp?: string;
  readonly key?: KeyPair;
  readonly signedBody?: string;
  readonly signedTimestamp?: string;
} = {}): APIGatewayProxyEvent =>
  posted({
    carrier: "sendgrid",
    ref,
    headers: {
      "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
      "X-Twilio-Email-Event-Webhook-Signature": sign(
        "sha256",
        Buffer.from(`${signedTimestamp}${signedBody}`),
        key.privateKey,
      ).toString("base64"),
    },
    body,
  });

export type ReceiptsFixture = {
  readonly env: ReceiptsEnv;
  readonly store: InMemoryConversations;
  readonly clock: ManualClock;
  readonly lines: readonly LogLine[];
  readonly receive: (event: unknown) => Promise<{ readonly status: number; readonly body: string }>;
  readonly reads: readonly string[];
};

/** The receipts function's real rules over ports in memory, with these records in the table. */
export const receiptsFixture = (
  records: readonly JsonObject[] = [sendingRecord("whatsapp"), sendingRecord("sms"), sendingRecord("email")],
  overrides: Partial<ReceiptsEnv> = {},
): ReceiptsFixture => {
  const store = inMemoryConversations();
  for (const record of records) store.put(record);
  const clock = manualClock();
  const { log, lines } = gatheringLog();
  const { secrets, reads } = fakeSecrets(secretsWithWebhook);
  const env: ReceiptsEnv = {
    settings: { receiptKeyName: "ai-multi-comms/receipt-key-dev" },
    clock,
    log,
    companies: inMemoryCompanies(companyRecord()),
    conversations: store.conversations,
    secrets,
    ...overrides,
  };
  const receive = async (event: unknown) => {
    const { statusCode, body } = await handleReceipt(env)(event)();
    return { status: statusCode, body };
  };
  return { env, store, clock, lines, receive, reads };
};
