import * as TE from "fp-ts/TaskEither";
import { type EventMessage, eventMessageBody, readEventMessage } from "../../../runtime/conversation/event-message";
import type { EndpointAnswer, Posted, PostFailed } from "../../../runtime/ports/webhook";
import type { WebhooksEnv } from "../../../runtime/webhooks/deliver-event";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { fakeSecrets } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { fixedStopwatch, manualClock } from "../../helpers/time-and-chance";

export const SECRET_NAME = "ai-multi-comms/webhook-secret/ci-aaa-001/pi-aaa-001-dev";
export const KEY = `whsec_${Buffer.alloc(32, "k").toString("base64")}`;

/** The example's company record with a webhook, over which `webhook` is put. */
export const recordWithWebhook = (webhook: object = {}, ids: object = {}) =>
  companyRecord({
    ...ids,
    webhook: { url: "https://ashgrove.example/events", secret_id: SECRET_NAME, content: true, ...webhook },
  });

export const eventMessage = (overrides: Partial<EventMessage> = {}): EventMessage => ({
  kind: "event",
  schema: 1,
  id: "msg_1",
  type: "message.sent",
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  body: '{"type":"message.sent","timestamp":"2026-11-20T11:45:40.000Z","data":{}}',
  ...overrides,
});

/** An event as its queue delivers it. */
export const eventDelivery = (message: Partial<EventMessage> = {}, receiveCount = 1) => ({
  messageId: "m-1",
  receiptHandle: "r-1",
  receiveCount,
  message: readEventMessage(eventMessageBody(eventMessage(message))),
});

/** What becomes of a post. */
type Endpoint = (posted: Posted) => TE.TaskEither<PostFailed, EndpointAnswer>;

export const answers =
  (status: number, retryAfterSeconds?: number): Endpoint =>
  () =>
    TE.right({ status, retryAfterSeconds });

/** Ports in memory with which events are posted; the endpoint takes them unless it is said otherwise. Chance is 0. */
export const webhooksEnv = (endpoint: Endpoint = answers(204), overrides: Partial<WebhooksEnv> = {}) => {
  const [posted, hidden, dead]: [Posted[], number[], EventMessage[]] = [[], [], []];
  const { log, lines } = gatheringLog();
  const env: WebhooksEnv = {
    settings: { isLocal: false, webhookTimeoutSeconds: 15 },
    clock: manualClock(),
    companies: inMemoryCompanies(recordWithWebhook()),
    deadLetters: { send: (messages) => TE.fromIO(() => void dead.push(...messages)) },
    endpoint: {
      post: (one) => () => {
        posted.push(one);
        return endpoint(one)();
      },
    },
    log,
    random: () => 0,
    secrets: fakeSecrets({ [SECRET_NAME]: JSON.stringify({ webhook_secret: KEY }) }).secrets,
    stopwatch: fixedStopwatch(12),
    visibility: { hide: (_, seconds) => TE.fromIO(() => void hidden.push(seconds)) },
    ...overrides,
  };
  return { env, posted, hidden, dead, lines };
};
