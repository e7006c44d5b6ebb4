import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import { claim } from "./claim";
import type { ClaimRefusal } from "./claim-refusal";
import { commit } from "./commit";
import type { Delivery } from "./delivery";
import { draft } from "./draft";
import { guardRequest } from "./guard-request";
import { handleRefusal } from "./handle-refusal";
import { handleSetback } from "./handle-setback";
import { hideForLease } from "./hide-for-lease";
import { prepare } from "./prepare";
import type { ProcessorEnv, Step } from "./processor-env";
import { readAhead } from "./read-ahead";
import { receive } from "./receive";
import { send } from "./send";
import { sentEvent } from "./sent-event";
import type { Setback } from "./setback";
import { settle } from "./settle";
import type { Claimed, Sent } from "./stages";
import { done, type Verdict } from "./verdict";
import { withHeartbeat } from "./with-heartbeat";

const take = (delivery: Delivery): Step<ProcessorEnv, ClaimRefusal, Claimed> =>
  pipe(
    receive(delivery.body),
    RTE.chainFirstReaderIOKW(readAhead),
    RTE.chainFirstW(guardRequest),
    RTE.chainW(claim),
    RTE.chainFirstW(() => hideForLease(delivery)),
  );

const outreach = (claimed: Claimed): Step<ProcessorEnv, Setback, Sent> =>
  pipe(prepare(claimed), RTE.chainW(draft), RTE.chainW(commit), RTE.chainW(send), RTE.chainW(settle));

const finish =
  (sent: Sent): RT.ReaderTask<ProcessorEnv, Verdict> =>
  ({ log, clock }) =>
    pipe(
      T.fromIO(log.info(sentEvent(sent, clock.now()))),
      T.map(() => done),
    );

const work =
  (delivery: Delivery) =>
  (claimed: Claimed): RT.ReaderTask<ProcessorEnv, Verdict> =>
    pipe(claimed, withHeartbeat(delivery)(outreach), RTE.matchE(handleSetback(claimed, delivery), finish));

/** Takes one queue message as far as it will go now: to its record's end, or to a reason why not. */
export const processMessage = (delivery: Delivery): RT.ReaderTask<ProcessorEnv, Verdict> =>
  pipe(take(delivery), RTE.matchE(handleRefusal(delivery), work(delivery)));
