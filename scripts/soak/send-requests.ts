import { seededRandom } from "../../local/providers/seeded-random";
import type { SoakOptions } from "./soak-options";
import type { SoakRequest } from "./soak-request";

export type Load = {
  readonly request: (number: number) => SoakRequest;
  readonly post: (request: SoakRequest) => Promise<void>;
  /** Has the queue deliver a request's message once more. */
  readonly deliverAgain: (request: SoakRequest) => Promise<void>;
  readonly kill: () => void;
  readonly onAccepted: (request: SoakRequest) => void;
};

export type LoadCounts = { readonly repeated: number; readonly deliveredAgain: number };

/** Posts every request, some twice, has some messages come twice, and kills on the way; in fixed shares by the seed. */
export const sendRequests = async (
  { count, clients, seed, retries, duplicates, kills }: SoakOptions,
  load: Load,
): Promise<LoadCounts> => {
  const random = seededRandom(seed);
  const strikes = (percent: number): boolean => random() * 100 < percent;
  let next = 0;
  let repeated = 0;
  let deliveredAgain = 0;

  const one = async (
    request: SoakRequest,
    plan: { readonly repeat: boolean; readonly again: boolean },
  ): Promise<void> => {
    await Promise.all([load.post(request), ...(plan.repeat ? [load.post(request)] : [])]);
    load.onAccepted(request);
    if (plan.again) await load.deliverAgain(request);
  };

  const client = async (): Promise<void> => {
    while (next < count) {
      const request = load.request(next);
      next += 1;
      const plan = { repeat: strikes(retries), again: strikes(duplicates) };
      if (strikes(kills)) load.kill();
      repeated += plan.repeat ? 1 : 0;
      deliveredAgain += plan.again ? 1 : 0;
      await one(request, plan);
    }
  };

  await Promise.all(Array.from({ length: clients }, client));
  return { repeated, deliveredAgain };
};
