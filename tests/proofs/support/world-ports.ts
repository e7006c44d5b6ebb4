import * as E from "fp-ts/Either";
import type { Assistant } from "../../../runtime/ports/assistant";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Conversations } from "../../../runtime/ports/conversations";
import type { Secrets } from "../../../runtime/ports/secrets";
import { fillsAll } from "../../helpers/fake-assistant";
import { worldSecrets } from "./receipt-posts";
import type { VirtualTime } from "./virtual-time";
import type { Latencies, Weather } from "./world-options";

type Thunk<A> = () => Promise<A>;

const slowed =
  (time: VirtualTime, ms: () => number) =>
  <A>(act: Thunk<A>): Thunk<A> =>
  async () => {
    const wait = ms();
    if (wait > 0) await time.sleep(wait);
    return act();
  };

export const slowStore = (store: Conversations, time: VirtualTime, ms: () => number): Conversations => {
  const slow = slowed(time, ms);
  return {
    putNew: (item) => slow(store.putNew(item)),
    read: (key) => slow(store.read(key)),
    change: (key, change) => slow(store.change(key, change)),
    ofRecipient: (primaryChannel) => slow(store.ofRecipient(primaryChannel)),
  };
};

export const slowTemplates = (carrier: Carrier, time: VirtualTime, ms: number): Carrier => ({
  ...carrier,
  templateVariables: (...args) => slowed(time, () => ms)(carrier.templateVariables(...args)),
});

export const worldAssistant = (weather: Weather, time: VirtualTime, { assistant }: Latencies): Assistant => ({
  ask: (call) =>
    slowed(
      time,
      () => assistant,
    )(() =>
      weather.assistantIsDown
        ? Promise.resolve(
            E.left({ _tag: "AssistantUnavailable" as const, reason: "status 503", retryAfterSeconds: undefined }),
          )
        : fillsAll(call)(),
    ),
});

export const worldSecretsPort = (weather: Weather, time: VirtualTime, { secrets }: Latencies): Secrets => ({
  get: (name) =>
    slowed(
      time,
      () => secrets,
    )(async () => {
      const value = worldSecrets[name];
      return weather.secretsAreMissing || value === undefined
        ? E.left({ _tag: "SecretMissing" as const, reason: `secret ${name}: ResourceNotFoundException` })
        : E.right(value);
    }),
  forgetAll: () => undefined,
});
