import type { Channel } from "../../../runtime/request/request";
import { accountOf, faultsOfAccount } from "./account";
import { type Fault, type FaultPlan, noFaults } from "./fault";
import { makeWorld } from "./world";
import { slow } from "./world-options";

/** A course of events that the matrix strikes at each of its boundaries. */
export type Scenario = {
  readonly name: string;
  readonly maxReceiveCount: number;
  /** Whether that is a worker's death while it sends, after which a mail may be lost sight of. */
  readonly losesItsWorker: boolean;
  /** What goes wrong anyway. */
  readonly already: () => FaultPlan;
};

const atFirstSend = (fault: Fault) => (): FaultPlan => {
  let struck = false;
  return (call) => {
    if (struck || call.name !== "carrier.send") return undefined;
    struck = true;
    return fault;
  };
};

export const happy: Scenario = {
  name: "all goes well",
  maxReceiveCount: 5,
  losesItsWorker: false,
  already: () => noFaults,
};

export const unsent: Scenario = {
  ...happy,
  name: "killed before the carrier was called",
  losesItsWorker: true,
  already: atFirstSend({ when: "before", kind: "killed" }),
};

/** Courses that lead through redelivery, reconciliation and the dead letters too. */
export const scenarios: readonly Scenario[] = [
  happy,
  { ...happy, name: "the only receive", maxReceiveCount: 1 },
  {
    ...happy,
    name: "killed when the carrier had taken it",
    losesItsWorker: true,
    already: atFirstSend({ when: "after", kind: "killed" }),
  },
  unsent,
  {
    ...happy,
    name: "throttled at the only receive",
    maxReceiveCount: 1,
    already: atFirstSend({ when: "before", kind: "throttled" }),
  },
];

export type Case = {
  readonly scenario: Scenario;
  readonly channel: Channel;
  readonly receipts: boolean;
  /** The awaited call to strike, by its place in the row of all. */
  readonly at?: number;
  readonly fault?: Fault;
};

/** Plays a case until nothing moves any more; what lies with the dead letters is then redriven, as an operator would. */
export const play = async ({ scenario, channel, receipts, at, fault }: Case) => {
  const already = scenario.already();
  const world = makeWorld({
    receipts,
    latencies: slow,
    settings: { maxReceiveCount: scenario.maxReceiveCount },
    faults: (call) => (call.index === at ? fault : already(call)),
  });
  const queued = world.accept({ id: 1_001, channel, recipient: 1 });
  await world.run();
  const first = accountOf(world, queued);
  const buried = scenario.maxReceiveCount > 1 && first.end === "sent" && world.queues[channel].deadLetters().length > 0;
  const early = [...faultsOfAccount(first), ...(buried ? ["sent, and among the dead letters"] : [])];
  for (let redrives = 0; redrives < 3 && world.queues[channel].deadLetters().length > 0; redrives += 1) {
    world.queues[channel].redrive();
    await world.run();
  }
  const account = accountOf(world, queued);
  return { world, account, faults: [...early, ...faultsOfAccount(account), ...world.monitor.violations] };
};

/** The boundaries of a course: every awaited call that its undisturbed run makes. */
export const boundariesOf = async (from: Omit<Case, "at" | "fault">): Promise<readonly string[]> =>
  (await play(from)).world.calls;
