import { statusText, type Tone, toneOf } from "./words";

export const Badge = ({ text, tone }: { readonly text: string; readonly tone: Tone }) => (
  <span class={`badge badge-${tone}`}>{text}</span>
);

export const StatusBadge = ({ status }: { readonly status: string }) => (
  <Badge text={statusText(status)} tone={toneOf(status)} />
);

const marks: Readonly<Record<string, { readonly mark: string; readonly kind: string; readonly text: string }>> = {
  delivered: { mark: "✓✓", kind: "done", text: "delivered" },
  read: { mark: "✓✓", kind: "read", text: "read" },
  replied: { mark: "✓✓", kind: "read", text: "answered" },
  open: { mark: "✓✓", kind: "read", text: "opened" },
  click: { mark: "✓✓", kind: "read", text: "clicked" },
  undelivered: { mark: "!", kind: "bad", text: "not delivered" },
  failed: { mark: "!", kind: "bad", text: "failed" },
  dropped: { mark: "!", kind: "bad", text: "dropped" },
  bounce: { mark: "!", kind: "bad", text: "bounced" },
  blocked: { mark: "!", kind: "bad", text: "blocked" },
};

/** How far a message has come, as a telephone shows it, and in a word. */
export const Ticks = ({ delivery }: { readonly delivery: string | null }) => {
  if (delivery === null) return null;
  const { mark, kind, text } = marks[delivery] ?? { mark: "✓", kind: "sent", text: delivery };
  return (
    <span class={`ticks ticks-${kind}`}>
      <span aria-hidden="true">{mark}</span> <span class="ticks-text">{text}</span>
    </span>
  );
};
