import * as TE from "fp-ts/TaskEither";
import type { Accepted, Candidate, Carrier, CarrierError, Outbound } from "../../runtime/ports/carrier";
import type { Clock } from "../../runtime/ports/clock";
import type { CarrierCredentials } from "../../runtime/secrets/carrier-credentials";
import { manualClock } from "./manual-clock";

/** Whether the carrier takes the message, and what the caller gets to see of that. */
export type CarrierStep = {
  readonly takes: boolean;
  readonly answer: (accepted: Accepted) => TE.TaskEither<CarrierError, Accepted>;
};

export type CarrierCall = { readonly credentials: CarrierCredentials; readonly message: Outbound };

export type FakeCarrier = {
  readonly carrier: Carrier;
  /** Everything that was asked. */
  readonly calls: readonly CarrierCall[];
  /** Everything that was taken: the verdict on "never sent twice". */
  readonly sends: readonly Outbound[];
};

export const takes: CarrierStep = { takes: true, answer: TE.right };

export const refuses = (error: CarrierError): CarrierStep => ({ takes: false, answer: () => TE.left(error) });

/** Takes the message, and the caller does not hear of it. */
export const takesBut = (error: CarrierError): CarrierStep => ({ takes: true, answer: () => TE.left(error) });

type Taken = Candidate & { readonly message: Outbound };

/** A carrier with a ledger of its own: one step after the other, then it takes all. It lists what it took. */
export const fakeCarrier = (script: readonly CarrierStep[] = [], clock: Clock = manualClock()): FakeCarrier => {
  const calls: CarrierCall[] = [];
  const sends: Outbound[] = [];
  const taken: Taken[] = [];
  const accept = (message: Outbound, takesIt: boolean): Accepted => {
    const text = message.subject === undefined ? Object.values(message.variables).join(" ") : undefined;
    const accepted = { messageId: `SM${taken.length + 1}`, deliveryStatus: "queued", text };
    if (takesIt) {
      sends.push(message);
      taken.push({ ...accepted, createdAt: clock.now(), message });
    }
    return accepted;
  };
  return {
    carrier: {
      send: (credentials, message) => () => {
        const step = script[calls.length] ?? takes;
        calls.push({ credentials, message });
        return step.answer(accept(message, step.takes))();
      },
      list: (_, { from, to }) =>
        TE.fromIO(() =>
          taken
            .filter(({ message }) => message.from === from && message.to === to)
            .map(({ message, ...candidate }) => candidate),
        ),
      templateVariables: () => TE.right(undefined),
    },
    calls,
    sends,
  };
};
