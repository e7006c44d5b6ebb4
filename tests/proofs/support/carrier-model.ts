import * as E from "fp-ts/Either";
import type { Accepted } from "../../../runtime/conversation/conversation";
import { AttemptReference, openReference } from "../../../runtime/conversation/reference";
import type { Candidate, Carrier, CarrierError, Outbound } from "../../../runtime/ports/carrier";
import type { Channel } from "../../../runtime/request/request";
import { RECEIPT_KEY } from "../../helpers/fake-providers";
import type { VirtualTime } from "./virtual-time";

/** What a carrier does with one message. */
export const carrierMoods = [
  "takes",
  "loses its answer",
  "never answers",
  "is throttling",
  "refuses connections",
  "fails",
  "fails and takes",
  "refuses for good",
  "wants other credentials",
] as const;
export type CarrierMood = (typeof carrierMoods)[number];

/** One message that a carrier has: the only truth about what was sent. */
export type LedgerEntry = {
  readonly messageId: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly message: Outbound;
  readonly createdAt: Date;
};

type Options = {
  readonly channel: Channel;
  readonly time: VirtualTime;
  readonly latencyMs: number;
  readonly mood: () => CarrierMood;
  readonly ledger: LedgerEntry[];
  readonly onTaken: (entry: LedgerEntry) => void;
};

export const referenceOf = ({ receipts }: Outbound): AttemptReference => {
  const opened = openReference(AttemptReference)(RECEIPT_KEY, receipts.reference);
  if (E.isLeft(opened)) throw new Error("a message's reference cannot be opened");
  return opened.right;
};

const unknown: CarrierError = { _tag: "OutcomeUnknown", reason: "no answer" };
const notSent = (reason: string, retryAfterSeconds?: number): CarrierError => ({
  _tag: "NotSent",
  reason,
  retryAfterSeconds,
});

/** SendGrid accepts nothing that it answers with a failure; Twilio may (`providers.md`). */
const failed = (channel: Channel): CarrierError => (channel === "email" ? notSent("status 503") : unknown);

const refusals = (channel: Channel): Partial<Readonly<Record<CarrierMood, CarrierError>>> => ({
  "loses its answer": unknown,
  "never answers": unknown,
  "is throttling": notSent("too many requests", 30),
  "refuses connections": notSent("connection refused"),
  fails: failed(channel),
  "fails and takes": unknown,
  "refuses for good": { _tag: "CarrierRefused", code: "21211" },
  "wants other credentials": { _tag: "CarrierUnauthorised", reason: "credentials refused (20003)" },
});

const takesIt = (mood: CarrierMood): boolean => ["takes", "loses its answer", "fails and takes"].includes(mood);

/** A carrier that takes halfway through a call, whatever becomes of its caller; email keeps no list. */
export const carrierModel = ({ channel, time, latencyMs, mood, ledger, onTaken }: Options): Carrier => {
  const take = (message: Outbound): Accepted => {
    const entry = {
      messageId: `${channel === "email" ? "SG" : "SM"}${ledger.length + 1}`,
      conversationId: referenceOf(message).conversation_id,
      channel,
      message,
      createdAt: time.clock.now(),
    };
    ledger.push(entry);
    onTaken(entry);
    const deliveryStatus = channel === "email" ? "processed" : "queued";
    return { messageId: entry.messageId, deliveryStatus, text: undefined };
  };
  const listed = (from: string, to: string): readonly Candidate[] =>
    ledger
      .filter(({ message, channel: on }) => on === channel && message.from === from && message.to === to)
      .map(({ messageId, createdAt, message: { variables } }) => ({
        messageId,
        createdAt,
        deliveryStatus: "queued",
        text: Object.values(variables).join(" "),
      }));
  const isDown = (): boolean => ["fails", "refuses connections", "is throttling"].includes(mood());
  const unlessDown =
    <A>(answer: () => A) =>
    async () => {
      if (channel === "email") return E.right(undefined);
      return isDown() ? E.left({ _tag: "CarrierSilent" as const, reason: "status 503" }) : E.right(answer());
    };

  return {
    send: (_, message) => async () => {
      const now = mood();
      await time.sleep(latencyMs / 2);
      const taken = takesIt(now) ? take(message) : undefined;
      await time.sleep(now === "loses its answer" || now === "never answers" ? message.timeoutMs : latencyMs / 2);
      const refusal = refusals(channel)[now];
      return taken !== undefined && refusal === undefined ? E.right(taken) : E.left(refusal ?? unknown);
    },
    keepsList: channel !== "email",
    list: (_, { from, to }) => unlessDown(() => listed(from, to)),
    templateVariables: () => unlessDown(() => ["1", "2"]),
  };
};
