import { join } from "node:path";
import { nodeOptions } from "../../../infra/functions/processor";
import { queueEvent } from "../sample/queue-message";
import { ratios, type Spread, shown, spreadOf } from "./report";
import { type Delays, noDelays, type StandIn } from "./stand-in";
import { type Played, startWorker, type Worker } from "./worker";

/** Milliseconds that the stand-in takes. */
const delays: Delays = { ...noDelays, store: 5, queue: 5, assistant: 800, carrier: 150 };

const STORE_READS = 2;
const STORE_WRITES = 6;
const QUEUE_CALLS = 1;

/** What one message cannot take less than, with everything remembered: its calls follow from each other. */
const LEAST_MS =
  (STORE_READS + STORE_WRITES) * delays.store + QUEUE_CALLS * delays.queue + delays.assistant + delays.carrier;

/** Messages of one batch, as the stack's config has it by default; a container has one batch at a time. */
const BATCH = 10;
const MOST = 50;
/** The function's, by default. */
const MEMORY_MB = 512;

/** How so many messages come to be in flight: containers, each with one batch after the other. */
type Load = { readonly name: string; readonly containers: number; readonly batch: number };

const loads = [
  { name: "1", containers: 1, batch: 1 },
  { name: "10, one container", containers: 1, batch: BATCH },
  { name: "50, five containers", containers: MOST / BATCH, batch: BATCH },
  { name: "50, all in one container", containers: 1, batch: MOST },
] as const satisfies readonly Load[];

const LIMITED = "50, five containers";

const assertDone = ({ results }: Played): void => {
  const failed = results.find(
    ({ answer }) => (answer as { readonly batchItemFailures: readonly unknown[] }).batchItemFailures.length > 0,
  );
  if (failed !== undefined) throw new Error(`a message was not sent: ${JSON.stringify(failed.answer)}`);
};

const batches = (messages: number, count: number): readonly unknown[] =>
  Array.from({ length: count }, () => queueEvent("whatsapp", messages));

type Figures = { readonly share: number; readonly processorMs: number; readonly peakBytes: number };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The share of what the delays allow that a load came to, and the processor time of a message. */
const shareOf = async (
  workers: readonly Worker[],
  { containers, batch }: Omit<Load, "name">,
  turns: number,
): Promise<Figures> => {
  const played = await Promise.all(workers.slice(0, containers).map((worker) => worker.play(batches(batch, turns))));
  for (const one of played) assertDone(one);
  return {
    share: (turns * LEAST_MS) / Math.max(...played.map(({ ms }) => ms)),
    processorMs: sum(played.map(({ processorMs }) => processorMs)) / (containers * batch * turns),
    peakBytes: Math.max(...played.map(({ peakBytes }) => peakBytes)),
  };
};

const sharesIn = (figures: readonly Figures[] = []): readonly number[] => figures.map(({ share }) => share);

const sharesOf = (figures?: readonly Figures[]): Spread => spreadOf(sharesIn(figures));

type Given = {
  readonly rounds: number;
  readonly turns: number;
  readonly shipped: string;
  readonly standIn: StandIn;
  readonly environment: Readonly<Record<string, string>>;
  readonly progress: (text: string) => void;
};

const row = (what: string, inFlight: number, figures: readonly Figures[] = []): readonly string[] => {
  const share = sharesOf(figures);
  const allowed = (inFlight * 1000) / LEAST_MS;
  return [
    what,
    allowed.toFixed(1),
    (allowed * share.median).toFixed(1),
    shown(share, 3),
    spreadOf(figures.map(({ processorMs }) => processorMs)).median.toFixed(1),
    ((figures.at(-1)?.peakBytes ?? 0) / 1e6).toFixed(0),
  ];
};

const measure = async (ours: readonly Worker[], bare: Worker, { rounds, turns, progress }: Given) => {
  const found = new Map<string, Figures[]>(loads.map(({ name }) => [name, []]));
  const control: Figures[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const load of loads) {
      progress(`processor: ${load.name} in flight, round ${round} of ${rounds}`);
      found.get(load.name)?.push(await shareOf(ours, load, turns));
    }
    control.push(await shareOf([bare], { containers: 1, batch: MOST }, turns));
  }
  return { found, control };
};

/** Messages per second of warm containers before a stand-in of fixed delays, as a share of what the delays allow. */
export const processorRate = async (given: Given) => {
  const { standIn, environment, rounds, turns } = given;
  const ours = Array.from({ length: MOST / BATCH }, () =>
    startWorker(given.shipped, { ...environment, NODE_OPTIONS: nodeOptions(MEMORY_MB) }, MEMORY_MB),
  );
  const bare = startWorker(join(__dirname, "bare-client.cjs"), environment);
  try {
    standIn.setDelays(noDelays);
    for (const worker of [...ours, bare]) assertDone(await worker.play(batches(BATCH, 40)));
    standIn.setDelays(delays);
    const { found, control } = await measure(ours, bare, given);
    return {
      bars: [...found].map(([name, figures]) => ({ name, share: sharesOf(figures).median })),
      section: {
        title: "The processor's rate",
        method:
          `Warm containers of the shipped bundle; the stand-in takes ${delays.store} ms for the store and the queue, ${delays.assistant} ms for the assistant and ` +
          `${delays.carrier} ms for the carrier. A message makes ${STORE_READS} store reads, ${STORE_WRITES} store writes and ${QUEUE_CALLS} queue call, one after the other, so it takes ${LEAST_MS} ms at least. ` +
          `A container gets one batch after the other, ${turns} of them, in ${rounds} rounds; batches have ${BATCH} messages, as the stack's config says by default, so that 50 in flight are five containers. ` +
          `All 50 in one container (\`batchSize\` 50) is shown too. The bare client makes the same calls from one process with Node's own ` +
          `client and does nothing else: what this machine gives at most. The limit is held to that, round by round, so that a slow machine does not count.`,
        columns: [
          "in flight",
          "messages/s that the delays allow",
          "messages/s",
          "share",
          "processor ms per message",
          "peak memory so far, MB",
        ],
        rows: [
          ...loads.map(({ name, containers, batch }) => row(name, containers * batch, found.get(name))),
          row(`${MOST}, bare client`, MOST, control),
        ],
        limits: [
          {
            what: `${MOST} in flight: messages/s, beside the bare client's in the same round`,
            value: ratios(sharesIn(found.get(LIMITED)), sharesIn(control)).median,
            bound: { least: 0.85 },
          },
        ],
      },
    };
  } finally {
    for (const worker of [...ours, bare]) worker.stop();
  }
};
export type ProcessorRate = Awaited<ReturnType<typeof processorRate>>;
