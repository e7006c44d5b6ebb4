import { join } from "node:path";
import type { Section } from "./report/section";
import { ratios, shown, spreadOf } from "./report/spread";
import { queueEvent } from "./sample/queue-event";
import { type Delays, noDelays, type StandIn } from "./stand-in/stand-in";
import { type Played, startWorker, type Worker } from "./worker";

/** Milliseconds that the stand-in takes. */
const delays: Delays = { ...noDelays, store: 5, queue: 5, assistant: 800, carrier: 150 };

const STORE_WRITES = 5;
const QUEUE_CALLS = 1;

/** What one message cannot take less than, with everything remembered: its calls follow from each other. */
const LEAST_MS = STORE_WRITES * delays.store + QUEUE_CALLS * delays.queue + delays.assistant + delays.carrier;

const inFlights = [1, 10, 50] as const;
const MOST = 50;

const assertDone = ({ results }: Played): void => {
  const failed = results.find(
    ({ answer }) => (answer as { readonly batchItemFailures: readonly unknown[] }).batchItemFailures.length > 0,
  );
  if (failed !== undefined) throw new Error(`a message was not sent: ${JSON.stringify(failed.answer)}`);
};

const oneByOne = (messages: number): readonly unknown[] =>
  Array.from({ length: messages }, () => queueEvent("whatsapp", 1));

type Figures = {
  readonly shares: readonly number[];
  readonly processorMs: readonly number[];
  readonly peakBytes: number;
};

/** The share of what the delays allow that so many in flight came to, and the processor time of a message. */
const shareOf = async (worker: Worker, inFlight: number, turns: number): Promise<Figures> => {
  const played = await worker.play(oneByOne(inFlight * turns), inFlight);
  assertDone(played);
  return {
    shares: [(turns * LEAST_MS) / played.ms],
    processorMs: [played.processorMs / (inFlight * turns)],
    peakBytes: played.peakBytes,
  };
};

const none: Figures = { shares: [], processorMs: [], peakBytes: 0 };

const plus = (one: Figures, other: Figures): Figures => ({
  shares: [...one.shares, ...other.shares],
  processorMs: [...one.processorMs, ...other.processorMs],
  peakBytes: other.peakBytes,
});

export type ProcessorRate = {
  readonly section: Section;
  readonly bars: readonly { readonly name: string; readonly share: number }[];
};

type Given = {
  readonly rounds: number;
  readonly turns: number;
  readonly shipped: string;
  readonly standIn: StandIn;
  readonly environment: Readonly<Record<string, string>>;
  readonly progress: (text: string) => void;
};

const row = (what: string, inFlight: number, figures: Figures): readonly string[] => {
  const share = spreadOf(figures.shares);
  const allowed = (inFlight * 1000) / LEAST_MS;
  return [
    what,
    allowed.toFixed(1),
    (allowed * share.median).toFixed(1),
    shown(share, 3),
    spreadOf(figures.processorMs).median.toFixed(1),
    (figures.peakBytes / 1e6).toFixed(0),
  ];
};

const measure = async (ours: Worker, bare: Worker, { rounds, turns, progress }: Given) => {
  const found = new Map<number, Figures>(inFlights.map((inFlight) => [inFlight, none]));
  let control = none;
  for (let round = 1; round <= rounds; round += 1) {
    for (const inFlight of inFlights) {
      progress(`processor: ${inFlight} in flight, round ${round} of ${rounds}`);
      found.set(inFlight, plus(found.get(inFlight) ?? none, await shareOf(ours, inFlight, turns)));
    }
    control = plus(control, await shareOf(bare, MOST, turns));
  }
  return { found, control };
};

/** Messages per second of one warm container before a stand-in of fixed delays, as a share of what the delays allow. */
export const processorRate = async (given: Given): Promise<ProcessorRate> => {
  const { standIn, environment, rounds, turns } = given;
  const ours = startWorker(given.shipped, environment);
  const bare = startWorker(join(__dirname, "bare-client.cjs"), environment);
  try {
    standIn.setDelays(noDelays);
    for (const worker of [ours, bare]) assertDone(await worker.play(oneByOne(200), 10));
    standIn.setDelays(delays);
    const { found, control } = await measure(ours, bare, given);
    const most = found.get(MOST) ?? none;
    return {
      bars: [...found].map(([inFlight, { shares }]) => ({
        name: `${inFlight} in flight`,
        share: spreadOf(shares).median,
      })),
      section: {
        title: "The processor's rate",
        method:
          `One warm container, the shipped bundle; the stand-in takes ${delays.store} ms for the store and the queue, ${delays.assistant} ms for the assistant and ` +
          `${delays.carrier} ms for the carrier. A message makes ${STORE_WRITES} store writes and ${QUEUE_CALLS} queue call, one after the other, so it takes ${LEAST_MS} ms at least. ` +
          `So many are kept in flight, ${turns} in a row in each place, ${rounds} rounds. The bare client makes the same calls with Node's own ` +
          `client and does nothing else: what this machine gives at most. Ours came to ${shown(ratios(most.shares, control.shares), 3)} of it.`,
        columns: [
          "in flight",
          "messages/s that the delays allow",
          "messages/s",
          "share",
          "processor ms per message",
          "peak memory so far, MB",
        ],
        rows: [
          ...[...found].map(([inFlight, figures]) => row(String(inFlight), inFlight, figures)),
          row(`${MOST}, bare client`, MOST, control),
        ],
        limits: [
          {
            what: `${MOST} in flight: share of what the delays allow`,
            value: spreadOf(most.shares).median,
            bound: { least: 0.9 },
          },
        ],
      },
    };
  } finally {
    ours.stop();
    bare.stop();
  }
};
