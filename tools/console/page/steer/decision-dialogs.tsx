import { useState } from "preact/hooks";
import type { ConversationSummary } from "../../api/conversation";
import { Button } from "../parts/button";
import { AskButton, Confirm } from "../parts/confirm";
import { channelText } from "../parts/words";
import { about } from "../state/store";

const outcomes = [
  ["sent", "It was sent", "The carrier has it: look there first. The record will say so; nothing is sent."],
  ["resend", "Send it again", "The carrier does not have it. If it has it after all, the recipient gets it twice."],
  ["failed", "It shall not be sent", "The record will say that it failed for good. Nothing is sent."],
] as const;

type RowProps = { readonly row: ConversationSummary };

const SettleDialog = ({ row, onClose }: RowProps & { readonly onClose: () => void }) => {
  const [outcome, setOutcome] = useState<(typeof outcomes)[number][0]>();
  const [messageId, setMessageId] = useState("");
  const input = {
    conversation_id: row.id,
    outcome: outcome ?? "",
    ...(outcome === "sent" ? { message_id: messageId } : {}),
  };
  return (
    <Confirm
      title="Was it sent?"
      verb="Settle it"
      action="settle"
      input={input}
      isDangerous={outcome === "resend"}
      missing={outcome === undefined ? "Say what happened to it: nothing is chosen for you." : undefined}
      onClose={onClose}
    >
      <p>
        {channelText(row.channel)} to {row.name === "" ? row.recipient : row.name}: nobody knows whether the carrier
        took the message.
      </p>
      <fieldset class="choices">
        <legend>What happened to it</legend>
        {outcomes.map(([value, title, consequence]) => (
          <label key={value}>
            <input
              type="radio"
              name="outcome"
              value={value}
              checked={value === outcome}
              onChange={() => setOutcome(value)}
            />
            <span>
              <strong>{title}</strong>
              <small>{consequence}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {outcome === "sent" && (
        <label class="field">
          <span>The carrier’s message id, if you have it</span>
          <input
            name="message_id"
            value={messageId}
            autocomplete="off"
            onInput={({ currentTarget }) => setMessageId(currentTarget.value)}
          />
        </label>
      )}
    </Confirm>
  );
};

/** Asks how an uncertain send is to be settled, once it is pressed. */
export const SettleButton = ({ row, label, kind }: RowProps & { readonly label: string; readonly kind?: "main" }) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button {...(kind && { kind })} isOff={!about.value?.mayAct} onPress={() => setAsking(true)}>
        {label}
      </Button>
      {asking && <SettleDialog row={row} onClose={() => setAsking(false)} />}
    </>
  );
};

/** Has a conversation that failed for good go on. */
export const ReopenButton = ({ row }: RowProps) => (
  <AskButton
    label="Reopen it"
    kind="main"
    title="Reopen this conversation?"
    verb="Reopen it"
    action="reopen"
    input={{ conversation_id: row.id }}
    isDangerous
  >
    <p>
      For what the carrier refused for good, once the cause is mended: a fresh message goes to its queue, in the words
      that were drafted. Say as the reason what was mended.
    </p>
  </AskButton>
);

/** Has a conversation go on that nobody goes on with. */
export const ResumeButton = ({ row }: RowProps) => (
  <AskButton
    label="Resume it"
    kind="main"
    title="Resume this conversation?"
    verb="Resume it"
    action="resume"
    input={{ conversation_id: row.id }}
  >
    <p>
      A fresh message, made from the record, goes to its queue. Where the old one is still in the dead letters, the
      claim lets one of the two through: nothing is sent twice.
    </p>
  </AskButton>
);
