import * as TE from "fp-ts/TaskEither";
import type { Accepted, Carrier, CarrierError, Outbound } from "../../runtime/ports/carrier";
import type { CarrierCredentials } from "../../runtime/secrets/carrier-credentials";

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

/** A carrier with a ledger of its own: one step after the other, then it takes all. */
export const fakeCarrier = (...script: readonly CarrierStep[]): FakeCarrier => {
  const calls: CarrierCall[] = [];
  const sends: Outbound[] = [];
  return {
    carrier: {
      send: (credentials, message) => () => {
        const step = script[calls.length] ?? takes;
        calls.push({ credentials, message });
        if (step.takes) sends.push(message);
        const text = message.subject === undefined ? Object.values(message.variables).join(" ") : undefined;
        return step.answer({ messageId: `SM${sends.length}`, deliveryStatus: "queued", text })();
      },
    },
    calls,
    sends,
  };
};
