import { channels } from "../../api/channels";
import type { Count, Picture, QueueView } from "../../api/picture";
import { ageText, countText, numberText } from "../parts/words";
import { picture } from "../state/store";

type Fact = { readonly text: string; readonly isBad?: boolean };
type Stage = {
  readonly name: string;
  readonly hint: string;
  readonly count: Count | null;
  readonly facts: readonly Fact[];
};

const totalOf = (count: Count | null): number => count?.total ?? 0;

const few = (count: Count | null, one: string, many = one, isBad = true): readonly Fact[] =>
  totalOf(count) === 0 ? [] : [{ text: countText(totalOf(count), one, many), isBad }];

const queueFacts = (all: readonly QueueView[]): readonly Fact[] => {
  const sum = (of: (queue: QueueView) => number): number => all.reduce((total, one) => total + of(one), 0);
  const oldest = Math.max(...all.map(({ oldestSeconds }) => oldestSeconds ?? 0));
  const dead = sum(({ deadLetters }) => deadLetters);
  return [
    { text: `${numberText(sum(({ inFlight }) => inFlight))} being worked on` },
    ...(oldest > 0 ? [{ text: `oldest ${ageText(oldest)}` }] : []),
    ...(dead > 0 ? [{ text: countText(dead, "dead letter"), isBad: true }] : []),
  ];
};

const stagesOf = (now: Picture): readonly Stage[] => {
  const { counts, queues } = now;
  const waiting = channels.reduce((total, channel) => total + queues[channel].waiting, 0);
  return [
    { name: "API", hint: "requests", count: counts.requests, facts: few(counts.refused, "refused") },
    { name: "Router", hint: "accepted", count: counts.accepted, facts: [] },
    {
      name: "Queue",
      hint: "waiting",
      count: { total: waiting, perSecond: 0 },
      facts: queueFacts(channels.map((channel) => queues[channel])),
    },
    {
      name: "Processor",
      hint: "drafts written",
      count: counts.drafted,
      facts: [...few(counts.setbacks, "setback", "setbacks"), ...few(counts.failed, "failed for good")],
    },
    {
      name: "Carrier",
      hint: "messages taken",
      count: counts.carried,
      facts: few(counts.sent, "recorded as sent, or simulated", "recorded as sent, or simulated", false),
    },
    { name: "Receipts", hint: "receipts", count: counts.receipts, facts: few(counts.receiptsRefused, "refused") },
    {
      name: "Company",
      hint: "events waiting",
      count: { total: queues.events.waiting, perSecond: 0 },
      facts: queueFacts([queues.events]),
    },
  ];
};

const StageCard = ({ stage }: { readonly stage: Stage }) => {
  const { name, hint, count, facts } = stage;
  const rate = count?.perSecond ?? 0;
  return (
    <li class={`stage ${rate > 0 ? "stage-busy" : ""}`}>
      <h3>{name}</h3>
      <p class="stage-number">{count === null ? "–" : numberText(count.total)}</p>
      <p class="stage-hint">{hint}</p>
      <p class="stage-rate">{rate > 0 ? `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} per second` : " "}</p>
      {facts.map(({ text, isBad }) => (
        <p key={text} class={isBad ? "stage-fact bad" : "stage-fact"}>
          {text}
        </p>
      ))}
    </li>
  );
};

/** A request's way through the engine. */
export const FlowPicture = () => {
  const now = picture.value;
  return (
    <section aria-labelledby="flow-title">
      <h2 class="unseen" id="flow-title">
        From request to receipt, and to the company
      </h2>
      <ol class="flow">
        {now === undefined ? null : stagesOf(now).map((stage) => <StageCard key={stage.name} stage={stage} />)}
      </ol>
    </section>
  );
};
