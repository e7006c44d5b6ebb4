import { FollowPanel } from "../conversations/timeline";
import { Block } from "../parts/frames";
import type { Sent } from "./try-request";

const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const MOST_SHOWN = 1_200;
const shortened = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)} … (${text.length} characters)` : text;

const Expectation = ({ sent: { example, answer } }: { readonly sent: Sent }) => {
  if (example === undefined) return null;
  const isMet = answer.status === example.status && answer.body.includes(example.code);
  return (
    <p class={isMet ? "good" : "bad"}>
      {isMet
        ? `As the contract says: ${example.status} ${example.code}.`
        : `The contract says ${example.status} ${example.code}.`}
    </p>
  );
};

/** What the API answered, and what comes of it. */
export const AnswerPanel = ({ sent }: { readonly sent: Sent }) => {
  const { answer, example, body } = sent;
  return (
    <section class="card" aria-labelledby="answer-title" aria-live="polite">
      <h2 id="answer-title">
        Answer{" "}
        <span class={`badge badge-${answer.status < 300 ? "good" : "bad"}`} data-status={answer.status}>
          {answer.status}
        </span>
      </h2>
      <p class="faint">after {answer.milliseconds} ms</p>
      <Expectation sent={sent} />
      <Block label="The answer" text={pretty(answer.body)} />
      {example && (
        <details>
          <summary>What was sent</summary>
          <Block label="What was sent" text={shortened(body)} />
        </details>
      )}
      {answer.conversation_id !== null && <FollowPanel id={answer.conversation_id} />}
    </section>
  );
};
