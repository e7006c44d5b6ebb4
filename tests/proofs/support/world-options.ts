import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import type { Assistant, AssistantError } from "../../../runtime/ports/assistant";
import type { Carrier, CarrierSilent, TemplateRefused, TemplateVariables } from "../../../runtime/ports/carrier";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { ProcessorSettings } from "../../../runtime/processor/stages";
import type { Channel } from "../../../runtime/request/request";
import { says } from "../../helpers/fake-providers";
import type { CarrierMood } from "./carrier-model";
import { type FaultPlan, type Meanwhile, noFaults } from "./fault";
import { type SecretsState, secretAt } from "./receipt-posts";
import { slowed } from "./store-in-time";
import type { VirtualTime } from "./virtual-time";

/** Milliseconds that the ports take. */
export type Latencies = {
  readonly store: () => number;
  readonly secrets: number;
  readonly template: number;
  readonly assistant: number;
  readonly carrier: number;
};

/** Whether a function's role allows what a call of a port does on AWS. */
export type Permits = (role: string, port: string, args: readonly unknown[]) => boolean;

export type WorldOptions = {
  /** Whether carriers post receipts. */
  readonly receipts: boolean;
  readonly faults: FaultPlan;
  readonly settings: Partial<ProcessorSettings>;
  readonly latencies: Latencies;
  readonly batchSize: number;
  readonly random: () => number;
  /** Milliseconds by which the clock of a container is ahead. */
  readonly skewMs: () => number;
  /** Milliseconds after which the sweeper's index shows a write. */
  readonly indexLagMs: () => number;
  /** What the roles of the functions allow. */
  readonly permits: Permits;
  /** What the assistant writes for the request with this number. */
  readonly words: (request: number) => string;
};

/** Outside circumstances, which a proof changes as it likes. */
export type Weather = {
  mood: (channel: Channel) => CarrierMood;
  assistantIsDown: boolean;
  /** What the assistant answers instead of an answer. */
  assistantFails: AssistantError | undefined;
  /** What is told of every template. */
  template: E.Either<CarrierSilent | TemplateRefused, TemplateVariables> | undefined;
  secretsAreMissing: boolean;
  faults: FaultPlan;
  meanwhile: Meanwhile;
  /** Milliseconds after which a carrier lists what it takes now. */
  listingDelayMs: number;
  /** Whether carriers' receipts get lost on their way. */
  losesReceipts: boolean;
  secrets: SecretsState;
};

/** So slow that the heartbeat beats while the carrier is being called. */
export const slow: Latencies = { store: () => 5, secrets: 1_000, template: 2_000, assistant: 38_000, carrier: 14_000 };
export const quick: Latencies = { store: () => 0, secrets: 0, template: 0, assistant: 2_000, carrier: 400 };

/** What messages are about: requests whose numbers differ by a multiple of these have the same words. */
export const WORDS = [
  "ash",
  "birch",
  "cedar",
  "elder",
  "fir",
  "hazel",
  "juniper",
  "larch",
  "maple",
  "oak",
  "rowan",
  "willow",
];

export const defaultOptions: WorldOptions = {
  receipts: true,
  faults: noFaults,
  settings: {},
  latencies: quick,
  batchSize: 1,
  random: () => 0,
  skewMs: () => 0,
  indexLagMs: () => 0,
  permits: () => true,
  words: (request) => WORDS[request % WORDS.length] ?? "",
};

export const slowTemplates = (carrier: Carrier, weather: Weather, time: VirtualTime, ms: number): Carrier => ({
  ...carrier,
  templateVariables: (...args) =>
    slowed(time, ms)(async () => weather.template ?? carrier.templateVariables(...args)()),
});

/** Writes different words for different requests; hung up on, it is of no use to the caller. */
export const worldAssistant = (
  weather: Weather,
  time: VirtualTime,
  { latencies, words }: Pick<WorldOptions, "latencies" | "words">,
): Assistant => ({
  open: ({ metadata }) => TE.of(`conv_${metadata.conversation_id}`),
  close: () => TE.of(undefined),
  ask: (call) => async () => {
    await time.sleep(Math.min(latencies.assistant, call.timeoutMs));
    if (weather.assistantIsDown || latencies.assistant > call.timeoutMs)
      return E.left({ _tag: "AssistantUnavailable" as const, reason: "status 503", retryAfterSeconds: undefined });
    if (weather.assistantFails !== undefined) return E.left(weather.assistantFails);
    const [, , id = ""] = (call.metadata.conversation_id ?? "").split("#");
    const text = words(Number(id.slice(-12)));
    const names = Object.keys(call.schema.properties);
    return says(JSON.stringify(Object.fromEntries(names.map((name) => [name, `${text} of ${name}`]))))(call)();
  },
});

export const worldSecretsPort = (weather: Weather, time: VirtualTime, { secrets }: Latencies): Secrets => {
  const get: Secrets["get"] = (name) =>
    slowed(
      time,
      secrets,
    )(async () => {
      const value = secretAt(weather.secrets, name);
      return weather.secretsAreMissing || value === undefined
        ? E.left({ _tag: "SecretMissing" as const, reason: `secret ${name}: ResourceNotFoundException` })
        : E.right(value);
    });
  return { get, getLatest: get, forget: () => () => undefined };
};
