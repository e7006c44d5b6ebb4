import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Delivery } from "./delivery";
import type { ProcessorEnv, Step } from "./processor-env";

/** Hides the message for as long as the lease, so that a killed worker costs one lease; failing that, the queue's own time holds. */
export const hideForLease =
  ({ receiptHandle }: Delivery): Step<ProcessorEnv, never, void> =>
  ({ visibility, settings, log }) =>
    pipe(
      visibility.hide(receiptHandle, settings.leaseSeconds),
      TE.orElse(() => TE.fromIO(log.warn({ event: "visibility_unchanged", channel: settings.channel }))),
    );
