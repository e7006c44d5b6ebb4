import { statusText, type Tone, toneOf } from "./words";

export const Badge = ({ text, tone }: { readonly text: string; readonly tone: Tone }) => (
  <span class={`badge badge-${tone}`}>{text}</span>
);

export const StatusBadge = ({ status }: { readonly status: string }) => (
  <Badge text={statusText(status)} tone={toneOf(status)} />
);
