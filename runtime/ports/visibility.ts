import type * as TE from "fp-ts/TaskEither";

export type VisibilityUnchanged = { readonly _tag: "VisibilityUnchanged" };

/** How long a received message stays hidden from other receivers, from now, in whole seconds. */
export type Visibility = {
  readonly hide: (receiptHandle: string, seconds: number) => TE.TaskEither<VisibilityUnchanged, void>;
};
export type HasVisibility = { readonly visibility: Visibility };
