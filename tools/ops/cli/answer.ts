/** What a command answers: text for a person, the same as data, and whether it did what it was asked to. */
export type Answer = {
  readonly text: string;
  readonly data: object;
  readonly done: boolean;
  /** What goes on in this terminal once the answer is printed. */
  readonly afterwards?: () => Promise<void>;
};

export const answered = (text: string, data: object): Answer => ({ text, data, done: true });

export const notDone = (reason: string): Answer => ({
  text: `Not done: ${reason}.`,
  data: { refusal: reason },
  done: false,
});

/** Why a command did not do what it was asked to, in words for the operator. */
export type Refusal = { readonly refusal: string };

export const refuse = (refusal: string): Refusal => ({ refusal });

export const isRefusal = (answer: object): answer is Refusal => "refusal" in answer;
