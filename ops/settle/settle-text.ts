import type { StoredConversation } from "../../runtime/conversation/stored-conversation";
import type { OperatorsOutcome } from "../../runtime/conversation/transitions/settle-by-operator";
import type { Settleable, Settled } from "./settle";

const consequence: Readonly<Record<OperatorsOutcome, string>> = {
  sent: "The record will say that the message was sent. Nothing is sent.",
  resend: "The message will be sent again. If the carrier did take the first one, the recipient gets it twice.",
  failed: "The record will say that the message failed for good. Nothing is sent.",
};

const stillLooking = ({ conversation_status, next_check_at }: StoredConversation): readonly string[] =>
  conversation_status === "delivery_unknown"
    ? []
    : [`The sweeper has not given it up: it looks again at ${next_check_at}. Waiting may settle it.`];

/** What an operator is asked before anything is changed. */
export const questionText = ({ conversation, request }: Settleable): string =>
  [
    `${request.conversationId}: ${conversation.channel_method}, last attempt at ${conversation.sending_at ?? "an unknown time"}.`,
    ...stillLooking(conversation),
    consequence[request.outcome],
    "Type yes to go on: ",
  ].join("\n");

const done = ({ outcome, queued }: Settled): string => {
  switch (outcome) {
    case "sent":
      return "It is recorded as sent.";
    case "failed":
      return "It is recorded as failed for good.";
    case "resend":
      return queued
        ? "It is drafted again, and a fresh message is in its channel's queue."
        : "It is drafted again; the queue did not take the fresh message, so the sweeper sends one within some minutes.";
  }
};

export const settledText = (settled: Settled): string =>
  `Settled ${settled.conversation_id}. ${done(settled)} Recorded: by ${settled.by} at ${settled.at}, with the reason.`;
