import type { ConversationView, ThreadMessage } from "../../api/conversation";
import { Time } from "../parts/time";
import { channelText } from "../parts/words";
import { about } from "../state/store";
import { PhoneKeys } from "./phone-keys";

const waiting: Readonly<Record<string, string>> = {
  accepted: "The assistant is writing …",
  drafted: "Written, and about to be sent …",
  sending: "Handed to the carrier …",
  uncertain: "Nobody knows yet whether the carrier took it.",
  failed: "This message was not sent.",
};

/** What a message is that is no plain text. */
const kinds: Readonly<Record<string, string>> = {
  button: "a button",
  location: "a place",
  media: "a file",
  reaction: "a reaction",
  auto_reply: "an automatic answer",
  keyword: "a keyword",
  unsupported: "of a kind that is not supported",
};

const kindText = ({ from, kind, files }: ThreadMessage): string => {
  if (from === "carrier") return "answered by Twilio itself";
  const shown = kinds[kind ?? ""] ?? "";
  return files.length === 0 ? shown : `${shown}: ${files.join(", ")}`;
};

const Bubble = ({ message }: { readonly message: ThreadMessage }) => {
  const { from, text, at } = message;
  const kind = kindText(message);
  return (
    <li class={`bubble bubble-${from}`} data-from={from}>
      {text !== "" && <p>{text}</p>}
      <p class="bubble-foot">
        {kind !== "" && <span class="bubble-kind">{kind} · </span>}
        <Time at={at} />
      </p>
    </li>
  );
};

/** The conversation as its recipient's telephone shows it: what comes in is white, and has no ticks. */
export const Phone = ({ view }: { readonly view: ConversationView }) => {
  const { summary, thread } = view;
  const wasSent = thread.some(({ from }) => from === "us");
  return (
    <section class={`phone phone-${summary.channel}`} aria-label="As the recipient sees it">
      <header class="phone-head">
        <span class="avatar" aria-hidden="true">
          {summary.company_name.slice(0, 1)}
        </span>
        <span>
          <strong>{summary.company_name}</strong>
          <span class="phone-sub">
            {channelText(summary.channel)} to {summary.recipient}
          </span>
        </span>
      </header>
      <ol class="thread" aria-live="polite">
        {thread.map((message) => (
          <Bubble key={message.message_id ?? message.at} message={message} />
        ))}
        {!wasSent && <li class="thread-wait">{waiting[summary.send_state] ?? "Nothing was sent yet."}</li>}
      </ol>
      {about.value?.standIns && <PhoneKeys row={summary} isMail={summary.channel === "email"} />}
    </section>
  );
};
