import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { Recipient } from "../conversation/consent";
import type { Channel } from "../request/request";
import type { Step } from "../step";
import { type ConsentEnv, type ConsentUnrecorded, recordConsent } from "./record-consent";

/** What a carrier says of one message: its status, and its code of a failure. */
type Said = { readonly status?: string; readonly errorCode: string | undefined };

/**
 * The recipient is on a list of the carrier's, by their own doing: said stop to the number, blocked it ("Error and warning
 * dictionary"), or has SendGrid drop it ("Event Webhook Reference"). Not being reachable is not being unwilling.
 */
const CODES: readonly (string | undefined)[] = ["21610", "63014", "Unsubscribed Address", "Spam Reporting Address"];
/** SendGrid's events of who has the mail and wants no more. Coming back to a group lifts nothing: that is a topic of the sender's. */
const EVENTS: readonly (string | undefined)[] = ["unsubscribe", "group_unsubscribe", "spamreport"];

export const isOptOut = ({ status, errorCode }: Said): boolean => CODES.includes(errorCode) || EVENTS.includes(status);

/** By what a carrier's word is told from others: when it was said (ISO 8601, UTC), and of which message. */
type Word = { readonly at: string; readonly channel: Channel; readonly evidence: string };

/** Records that the recipient has opted out at the carrier: theirs is one sender's list, ours holds for all. */
export const recordCarriersWord = (who: Recipient, word: Word): Step<ConsentEnv, ConsentUnrecorded, void> =>
  pipe(
    recordConsent(who, { ...word, state: "suppressed", setBy: "person", source: "carrier", by: null }),
    // Only a company's word can be met by the person's.
    RTE.bimap(
      (): ConsentUnrecorded => ({ _tag: "ConsentUnrecorded" }),
      () => undefined,
    ),
  );
