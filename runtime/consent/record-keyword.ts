import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { ConsentEvent, Recipient } from "../conversation/consent";
import type { ReceivedMessage } from "../conversation/received-message";
import type { Step } from "../step";
import type { Keyword } from "./keywords";
import {
  type ConsentEnv,
  type ConsentUnknown,
  type ConsentUnrecorded,
  readConsent,
  recordConsent,
  type SetByPerson,
} from "./record-consent";

type Meaning = ReceivedMessage["keyword"];
type Trouble = ConsentUnknown | ConsentUnrecorded | SetByPerson;

const recipientOf = ({ company_id, their_address }: ReceivedMessage): Recipient => ({
  company_id,
  address: their_address,
});

const record = (state: ConsentEvent["state"], message: ReceivedMessage): Step<ConsentEnv, Trouble, unknown> =>
  recordConsent(recipientOf(message), {
    at: message.received_at,
    state,
    setBy: "person",
    source: "keyword",
    channel: message.channel,
    evidence: message.message_id,
    by: null,
  });

/** A word that is an opt-in for whom the person's own opt-out stands, and what people say anyway for anybody else. */
const perhapsOptIn = (message: ReceivedMessage): Step<ConsentEnv, Trouble, Meaning> =>
  pipe(
    readConsent(recipientOf(message)),
    RTE.chainW((consent) =>
      O.isSome(consent) && consent.value.person?.state === "suppressed"
        ? recordKeyword("opt_in", message)
        : RTE.right(null),
    ),
  );

/** Puts on record what a keyword means for whether its sender may be written to; gives what it is for the message. */
export const recordKeyword = (
  keyword: Keyword | undefined,
  message: ReceivedMessage,
): Step<ConsentEnv, Trouble, Meaning> => {
  switch (keyword) {
    case undefined:
      return RTE.right(null);
    case "help":
      return RTE.right(keyword);
    case "opt_in_if_suppressed":
      return perhapsOptIn(message);
    default:
      return pipe(
        record(keyword === "opt_out" ? "suppressed" : "clear", message),
        RTE.map(() => keyword),
      );
  }
};
