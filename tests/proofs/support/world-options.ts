import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import type { Assistant } from "../../../runtime/ports/assistant";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Conversations } from "../../../runtime/ports/conversations";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { ProcessorSettings } from "../../../runtime/processor/stages";
import type { Channel } from "../../../runtime/request/request";
import { fillsAll } from "../../helpers/fake-providers";
import type { CarrierMood } from "./carrier-model";
import { type FaultPlan, noFaults } from "./fault";
import { worldSecrets } from "./receipt-posts";
import type { VirtualTime } from "./virtual-time";

/** Milliseconds that the ports take. */
export type Latencies = {
  readonly store: () => number;
  readonly secrets: number;
  readonly template: number;
  readonly assistant: number;
  readonly carrier: number;
};

export type WorldOptions = {
  /** Whether carriers post receipts. */
  readonly receipts: boolean;
  readonly faults: FaultPlan;
  readonly settings: Partial<ProcessorSettings>;
  readonly latencies: Latencies;
  readonly batchSize: number;
  readonly random: () => number;
};

/** Outside circumstances, which a proof changes as it likes. */
export type Weather = {
  mood: (channel: Channel) => CarrierMood;
  assistantIsDown: boolean;
  secretsAreMissing: boolean;
  faults: FaultPlan;
};

/** So slow that the heartbeat beats while the carrier is being called. */
export const slow: Latencies = { store: () => 5, secrets: 1_000, template: 2_000, assistant: 38_000, carrier: 14_000 };
export const quick: Latencies = { store: () => 0, secrets: 0, template: 0, assistant: 2_000, carrier: 400 };

export const defaultOptions: WorldOptions = {
  receipts: true,
  faults: noFaults,
  settings: {},
  latencies: quick,
  batchSize: 1,
  random: () => 0,
};

type Thunk<A> = () => Promise<A>;

const slowed =
  (time: VirtualTime, ms: number | (() => number)) =>
  <A>(act: Thunk<A>): Thunk<A> =>
  async () => {
    const wait = typeof ms === "number" ? ms : ms();
    if (wait > 0) await time.sleep(wait);
    return act();
  };

export const slowStore = (store: Conversations, time: VirtualTime, ms: () => number): Conversations => {
  const slow = slowed(time, ms);
  return {
    putNew: (item) => slow(store.putNew(item)),
    read: (key) => slow(store.read(key)),
    readGuard: (key) => slow(store.readGuard(key)),
    change: (key, change) => slow(store.change(key, change)),
    ofRecipient: (primaryChannel) => slow(store.ofRecipient(primaryChannel)),
  };
};

export const slowTemplates = (carrier: Carrier, time: VirtualTime, ms: number): Carrier => ({
  ...carrier,
  templateVariables: (...args) => slowed(time, ms)(carrier.templateVariables(...args)),
});

export const worldAssistant = (weather: Weather, time: VirtualTime, { assistant }: Latencies): Assistant => ({
  open: ({ metadata }) => TE.of(`conv_${metadata.conversation_id}`),
  close: () => TE.of(undefined),
  ask: (call) =>
    slowed(
      time,
      assistant,
    )(async () =>
      weather.assistantIsDown
        ? E.left({ _tag: "AssistantUnavailable" as const, reason: "status 503", retryAfterSeconds: undefined })
        : fillsAll(call)(),
    ),
});

export const worldSecretsPort = (weather: Weather, time: VirtualTime, { secrets }: Latencies): Secrets => {
  const get: Secrets["get"] = (name) =>
    slowed(
      time,
      secrets,
    )(async () => {
      const value = worldSecrets[name];
      return weather.secretsAreMissing || value === undefined
        ? E.left({ _tag: "SecretMissing" as const, reason: `secret ${name}: ResourceNotFoundException` })
        : E.right(value);
    });
  return { get, getLatest: get, forgetAll: () => undefined };
};
