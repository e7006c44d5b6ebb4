/** What becomes of a queue message: it is done with, or it comes back after some whole seconds. */
export type Verdict = { readonly _tag: "Done" } | { readonly _tag: "Again"; readonly afterSeconds: number };

export const done: Verdict = { _tag: "Done" };
export const again = (afterSeconds: number): Verdict => ({ _tag: "Again", afterSeconds });
