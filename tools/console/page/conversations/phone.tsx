import type { ConversationView } from "../../api/conversation";
import { Time } from "../parts/time";
import { channelText } from "../parts/words";

const waiting: Readonly<Record<string, string>> = {
  accepted: "The assistant is writing …",
  drafted: "Written, and about to be sent …",
  sending: "Handed to the carrier …",
  uncertain: "Nobody knows yet whether the carrier took it.",
  failed: "This message was not sent.",
};

/** The conversation as its recipient's telephone shows it: what comes in is white, and has no ticks. */
export const Phone = ({ view }: { readonly view: ConversationView }) => {
  const { summary, thread } = view;
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
          <li key={message.message_id ?? message.at} class={`bubble bubble-${message.from}`}>
            <p>{message.text}</p>
            <p class="bubble-foot">
              <Time at={message.at} />
            </p>
          </li>
        ))}
        {thread.length === 0 && <li class="thread-wait">{waiting[summary.send_state] ?? "Nothing was sent yet."}</li>}
      </ol>
    </section>
  );
};
