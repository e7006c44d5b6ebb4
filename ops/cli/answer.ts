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
