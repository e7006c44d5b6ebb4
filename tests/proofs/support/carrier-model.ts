import * as E from "fp-ts/Either";
import type { CarrierCredentials } from "../../../runtime/company/channel-setup";
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

/** What a carrier lists of a message, from the moment on at which it does. */
type Listed = Candidate & { readonly pair: string; readonly account: string; readonly listedAt: number };

/** One message that a carrier has: the only truth about what was sent. */
export type LedgerEntry = {
  readonly messageId: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly message: Outbound;
  /** Of Twilio; no text for others. */
  readonly account: string;
  readonly createdAt: Date;
};

type Options = {
  readonly channel: Channel;
  readonly time: VirtualTime;
  readonly latencyMs: number;
  readonly mood: () => CarrierMood;
  readonly listingDelayMs: () => number;
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

const accountSidOf = (credentials: CarrierCredentials): string =>
  credentials._tag === "Twilio" ? credentials.twilio_account_sid : "";

/** Names of the variables that the template which the credentials name has; of a message without one, its body. */
export const variablesOf = (credentials: CarrierCredentials): readonly string[] =>
  credentials._tag === "Twilio" && credentials.twilio_template_sid === undefined ? ["body"] : ["1", "2"];

/** A message as it reads at the recipient. */
const rendered = ({ variables }: Outbound): string =>
  variables.body ?? `Hello ${variables["1"]}, about ${variables["2"]}.`;

const pairOf = (from: string, to: string): string => `${from} ${to}`;

/** Twilio tells whole seconds. */
const inSeconds = (ms: number): Date => new Date(Math.floor(ms / 1_000) * 1_000);

/** A carrier that takes halfway through a call, whatever becomes of its caller; email keeps no list. */
export const carrierModel = (options: Options) => {
  const { channel, time, latencyMs, mood, ledger, onTaken } = options;
  const listed: Listed[] = [];

  const list = (messageId: string, account: string, pair: string, text: string): void => {
    const now = time.nowMs();
    const createdAt = inSeconds(now);
    const entry = { messageId, deliveryStatus: "queued", text, createdAt, account, pair };
    listed.unshift({ ...entry, listedAt: now + options.listingDelayMs() });
  };
  const take = (message: Outbound, account: string): Accepted => {
    const messageId = `${channel === "email" ? "SG" : "SM"}${ledger.length + 1}`;
    const { conversation_id: conversationId } = referenceOf(message);
    const entry = { messageId, conversationId, channel, message, account, createdAt: time.clock.now() };
    ledger.push(entry);
    list(messageId, account, pairOf(message.from, message.to), rendered(message));
    onTaken(entry);
    return { messageId, deliveryStatus: channel === "email" ? "processed" : "queued", text: undefined };
  };
  const isDown = (): boolean => ["fails", "refuses connections", "is throttling"].includes(mood());
  const unlessDown =
    <A>(answer: () => A) =>
    async () => {
      if (channel === "email") return E.right(undefined);
      return isDown() ? E.left({ _tag: "CarrierSilent" as const, reason: "status 503" }) : E.right(answer());
    };

  const carrier: Carrier = {
    send: (credentials, message) => async () => {
      const now = mood();
      // Its caller hangs up at its own limit; a message that is under way by then is taken all the same.
      const takesMs = latencyMs / 2;
      time.after(takesMs, () => {
        if (takesIt(now)) taken = take(message, accountSidOf(credentials));
      });
      let taken: Accepted | undefined;
      const silent = now === "loses its answer" || now === "never answers";
      await time.sleep(Math.min(silent ? Number.POSITIVE_INFINITY : latencyMs, message.timeoutMs));
      const refusal = latencyMs > message.timeoutMs ? unknown : refusals(channel)[now];
      return taken !== undefined && refusal === undefined ? E.right(taken) : E.left(refusal ?? unknown);
    },
    keepsList: channel !== "email",
    list: (credentials, { from, to }) =>
      unlessDown(() =>
        listed
          .filter(({ account, pair }) => account === accountSidOf(credentials) && pair === pairOf(from, to))
          .filter(({ listedAt }) => listedAt <= time.nowMs())
          .map(({ messageId, deliveryStatus, text, createdAt }) => ({ messageId, deliveryStatus, text, createdAt })),
      ),
    templateVariables: (credentials) => unlessDown(() => variablesOf(credentials)),
  };
  let strangers = 0;
  /** Somebody else sends something from one address to another. */
  const addStranger = (account: string, from: string, to: string): void => {
    strangers += 1;
    list(`SM-of-others-${strangers}`, account, pairOf(from, to), "Your parcel comes today.");
  };
  return { carrier, addStranger };
};
