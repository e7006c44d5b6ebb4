import type { JsonObject } from "../../../../runtime/codec/json";
import { consentKeyOf, newConsent } from "../../../../runtime/conversation/consent";
import type { Message } from "../../../../runtime/conversation/message";
import { receivedItem, unmatched } from "../../../../runtime/conversation/received-item";
import type { ReceivedMessage } from "../../../../runtime/conversation/received-message";
import { guardItem, requestGuard } from "../../../../runtime/conversation/request-guard";
import type { Channel } from "../../../../runtime/request/request";
import { sampleMessage } from "../../../../tools/measure/sample/queue-message";
import type { EraseRequest } from "../../../../tools/ops/erase/plan-erasure";
import { CONSENT_KEY } from "../../../helpers/fake-providers";
import { processorRecord } from "../../../helpers/queue-message";
import { receivedMessage } from "../../../helpers/received-message";
import { START } from "../../../helpers/time-and-chance";
import { draftIn } from "../in-memory-ops";

/** Seconds before the example's clock: long enough for nobody to be at it. */
const LONG_AGO = new Date(Date.parse(START) - 3_600_000);

const SENDER = { whatsapp: "447400654321", sms: "447400654322", email: "jobs@cucumber.example" };

export const requestIdOf = (number: number): string => `550e8400-e29b-41d4-a716-44665544000${number}`;

/** Words of the example's person; none may stay anywhere after an erasure. */
export const PERSONAL = /447400123456|Ada|Byron|ada@example|driving licence|Healthcare|passport|conv_\d/;

/** The example's person in a request of their own. */
export const messageOf = (number: number, channel: Channel = "whatsapp", changes: JsonObject = {}): Message =>
  sampleMessage(channel, {
    ...changes,
    frontend_payload: {
      recipient_data: { passport: "X1234567" },
      ...(changes.frontend_payload as JsonObject | undefined),
      request_data: { request_id: requestIdOf(number), channel_method: channel },
    },
    conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${requestIdOf(number)}#${SENDER[channel]}` },
  });

export const guardOf = (context: Message): JsonObject => guardItem(requestGuard(context), LONG_AGO, undefined);

const attempt = { attempt_id: "attempt-1", sending_at: "2026-11-20T10:43:00.000Z" };

const drafted = (number: number) => ({ thread_id: `conv_${number}`, draft: draftIn(`conv_${number}`) });

const attempted = (number: number) => ({ ...drafted(number), ...attempt, attempts: [attempt] });

const states: Readonly<Record<string, (number: number) => JsonObject>> = {
  accepted: () => ({ send_state: "accepted", conversation_status: "failed_to_process_ai" }),
  drafted: (number) => ({ send_state: "drafted", ...drafted(number) }),
  sending: (number) => ({ send_state: "sending", ...attempted(number) }),
  uncertain: (number) => ({ send_state: "uncertain", ...attempted(number) }),
  unknown: (number) => ({ send_state: "uncertain", conversation_status: "delivery_unknown", ...attempted(number) }),
  sent: (number) => ({
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    messages: [{ message_id: "SM1", role: "assistant", content: "Hello Ada", delivery_status: "sent" }],
    ...attempted(number),
  }),
};

/** The record of such a request in a state, its lease over. */
export const recordOf = (
  state: string,
  number: number,
  channel: Channel = "whatsapp",
  overrides: JsonObject = {},
): JsonObject =>
  processorRecord(
    {
      request_id: requestIdOf(number),
      conversation_id: messageOf(number, channel).conversationId,
      recipient_data: { passport: "X1234567" },
      ...states[state]?.(number),
      ...overrides,
    },
    channel,
  );

export const NUMBER = "+447400123456";

export const request: EraseRequest = {
  recipients: [NUMBER],
  companyId: undefined,
  projectId: undefined,
  reason: "asked for it",
  quick: false,
};

export const somebodyElse = {
  frontend_payload: { recipient_data: { recipient_tel: "+447400999999", recipient_first_name: "Grace" } },
};

/** What the person wrote back, long enough ago to have come to rest. */
export const written = (overrides: Partial<ReceivedMessage> = {}): JsonObject =>
  receivedItem(
    receivedMessage({ text: "my passport is X1234567", received_at: LONG_AGO.toISOString(), ...overrides }),
    unmatched,
    LONG_AGO,
  );

/** That they want no more of it. */
export const optOut = (): JsonObject => {
  const who = { company_id: "ci-aaa-001", address: NUMBER };
  const event = { at: LONG_AGO.toISOString(), state: "suppressed", setBy: "person", source: "keyword" } as const;
  return newConsent(
    consentKeyOf(CONSENT_KEY, who.company_id, who.address),
    who,
    { ...event, channel: "sms", evidence: "the message of Ada", by: null },
    LONG_AGO,
  );
};

/** Sent, waiting in the dead letters with threads of answers that were refused, uncertain for good, without a guard (of an older version), a guard alone, another person's; an email, by the number in its data; and what they wrote, to stop among it. */
export const person = (): readonly JsonObject[] => [
  recordOf("sent", 1),
  guardOf(messageOf(1)),
  recordOf("accepted", 2, "sms", { threads: ["conv_21", "conv_22"] }),
  guardOf(messageOf(2, "sms")),
  recordOf("unknown", 3, "whatsapp", { threads: ["conv_31"] }),
  guardOf(messageOf(3)),
  recordOf("drafted", 4),
  guardOf(messageOf(5, "sms")),
  guardOf(messageOf(6, "whatsapp", somebodyElse)),
  recordOf("sent", 7, "email", { recipient_tel: "0044 7400 123 456" }),
  guardOf(messageOf(7, "email")),
  written(),
  optOut(),
];
