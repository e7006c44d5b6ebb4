import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { newMessage, type QueuedMessage, queuedMessage } from "../../../runtime/conversation/message";
import { channels } from "../../../runtime/request/request";
import { validateRequest } from "../../../runtime/request/validate-request";
import type { LambdaHost } from "../../aws/lambda/lambda-host";
import { seededRandom } from "../../providers/injected-faults/seeded-random";
import type { SoakRequest } from "../sample/soak-request";
import type { SoakOptions } from "./soak-options";

/** The message that the router queues for a request, made once more: what a queue that delivers twice would bring. */
export const duplicateMessage = (companies: ReadonlyMap<string, JsonObject>, request: SoakRequest): QueuedMessage => {
  const valid = validateRequest(request.body);
  const record = companies.get(request.key.company_id);
  if (E.isLeft(valid) || record === undefined) throw new Error(`request ${request.id} has no message`);
  const company = companyOf(record);
  const setup = company.setups[request.channel];
  if (E.isLeft(setup)) throw new Error(`${request.channel} of ${request.key.company_id}: ${setup.left}`);
  return queuedMessage(
    newMessage(valid.right, company, {
      routerVersion: "soak",
      acceptedAt: new Date(),
      sender: setup.right.sender,
    }),
  );
};

/** Processors do the most, and die the most; every other function has its turn too. */
const processors = channels.map((channel) => `${channel}-processor`);
const turns = [...processors, ...processors, "receipts", ...processors, "router", "sweeper"];

/** Kills all busy workers of one function after another. */
export const makeKiller = (lambda: LambdaHost) => {
  let kills = 0;
  let workers = 0;
  return {
    kill: (): void => {
      workers += lambda.kill(`ai-multi-comms-${turns[kills % turns.length]}-local`);
      kills += 1;
    },
    counts: () => ({ kills, workers }),
  };
};

export type Load = {
  readonly request: (number: number) => SoakRequest;
  readonly post: (request: SoakRequest) => Promise<void>;
  /** Has the queue deliver a request's message once more. */
  readonly deliverAgain: (request: SoakRequest) => Promise<void>;
  readonly kill: () => void;
  readonly onAccepted: (request: SoakRequest) => void;
};

/** Posts every request, some twice, has some messages come twice, and kills on the way; in fixed shares by the seed. */
export const sendRequests = async ({ count, clients, seed, retries, duplicates, kills }: SoakOptions, load: Load) => {
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
