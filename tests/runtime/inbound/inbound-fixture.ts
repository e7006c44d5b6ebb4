import type { APIGatewayProxyEvent } from "aws-lambda";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../../../runtime/codec/json";
import { consentKeyOf } from "../../../runtime/conversation/consent";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { type InboundReference, sealReference } from "../../../runtime/conversation/reference";
import { handleInbound } from "../../../runtime/inbound/handle-inbound";
import type { InboundEnv } from "../../../runtime/inbound/inbound-request";
import { twilioSignature } from "../../../runtime/receipts/twilio-signature";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { proxyEvent } from "../../../tools/measure/sample/request";
import { CONSENT_KEY, exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { manualClock } from "../../helpers/time-and-chance";

const DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
export const PERSON = "+447400123456";
export const SID = "SM00000000000000000000000000000009";

const senders = { whatsapp: "+447400654321", sms: "+447400654322" } as const;
type TwilioChannel = keyof typeof senders;

export const inboundReference = (channel: TwilioChannel): InboundReference => ({
  kind: "inbound",
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  channel,
  address: senders[channel],
});

export const addressOf = (channel: TwilioChannel): string => sealReference(RECEIPT_KEY, inboundReference(channel));

/** What API Gateway makes of a request to an address of ours. */
export const requestTo = (
  path: "inbound/twilio" | "inbound/sendgrid" | "unsubscribe",
  ref: string,
  rest: Partial<Pick<APIGatewayProxyEvent, "httpMethod" | "headers" | "body" | "isBase64Encoded">> = {},
): APIGatewayProxyEvent => {
  const event = proxyEvent({
    resource: `/${path}/{ref}`,
    path: `/${path}/${ref}`,
    pathParameters: { ref },
    ...rest,
    headers: { "X-Forwarded-Proto": "https", ...rest.headers },
  });
  return { ...event, requestContext: { ...event.requestContext, domainName: DOMAIN, path: `/dev${event.path}` } };
};

export type Parameters = Readonly<Record<string, string>>;

export const twilioParameters = (channel: TwilioChannel, overrides: Parameters = {}): Parameters => {
  const prefix = channel === "whatsapp" ? "whatsapp:" : "";
  return {
    AccountSid: "AC00000000000000000000000000000001",
    MessageSid: SID,
    From: `${prefix}${PERSON}`,
    To: `${prefix}${senders[channel]}`,
    Body: "Yes please",
    NumMedia: "0",
    ...overrides,
  };
};

type Posted = Readonly<
  Record<"ref" | "token" | "signedUrl", string> & Record<"parameters" | "signedParameters", Parameters>
>;

/** A message as Twilio posts it; the signature may be of something else. */
export const message = (channel: TwilioChannel, overrides: Parameters = {}, posted: Partial<Posted> = {}) => {
  const {
    ref = addressOf(channel),
    parameters = twilioParameters(channel, overrides),
    token = "twilio-token",
  } = posted;
  const { signedUrl = `https://${DOMAIN}/dev/inbound/twilio/${ref}`, signedParameters = parameters } = posted;
  return requestTo("inbound/twilio", ref, {
    headers: { "X-Twilio-Signature": twilioSignature(token, signedUrl, signedParameters) },
    body: new URLSearchParams(parameters).toString(),
  });
};

/** The inbound function's real rules over ports in memory. */
export const inboundFixture = (overrides: Partial<InboundEnv> = {}, company: JsonObject = {}) => {
  const store = inMemoryConversations();
  const clock = manualClock();
  const { log, lines } = gatheringLog();
  const { secrets } = fakeSecrets(exampleSecrets);
  const queue: ReceivedMessage[] = [];
  const env: InboundEnv = {
    settings: { receiptKeyName: "ai-multi-comms/receipt-key-dev", consentKeyName: "ai-multi-comms/consent-key-dev" },
    clock,
    log,
    companies: inMemoryCompanies(companyRecord(company)),
    attachments: { put: () => TE.left({ _tag: "AttachmentRefused" }) },
    consents: store.consents,
    repliesQueue: {
      send: (received) => {
        queue.push(received);
        return TE.right(undefined);
      },
    },
    secrets,
    ...overrides,
  };
  const receive = (event: unknown) => handleInbound(env)(event)();
  /** What stands of the company's consent to write to an address. */
  const consentOf = (address: string): JsonObject | undefined =>
    store.find(consentKeyOf(CONSENT_KEY, "ci-aaa-001", address));
  return { store, clock, lines, queue, receive, consentOf };
};
