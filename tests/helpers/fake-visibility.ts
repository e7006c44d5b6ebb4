import * as TE from "fp-ts/TaskEither";
import type { Visibility } from "../../runtime/ports/visibility";

export type Hidden = { readonly receiptHandle: string; readonly seconds: number };
export type FakeVisibility = { readonly visibility: Visibility; readonly hidden: readonly Hidden[] };

/** Keeps for how long each message was hidden, in order. */
export const fakeVisibility = (): FakeVisibility => {
  const hidden: Hidden[] = [];
  return {
    visibility: {
      hide: (receiptHandle, seconds) =>
        TE.fromIO(() => {
          hidden.push({ receiptHandle, seconds });
        }),
    },
    hidden,
  };
};

/** A queue that does not change a message's visibility. */
export const stubbornVisibility: Visibility = { hide: () => TE.left({ _tag: "VisibilityUnchanged" }) };
