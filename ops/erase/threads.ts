export type RemovedThread = { readonly items: number; readonly found: boolean };

/** The assistant's conversations at OpenAI. */
export type Threads = {
  /** Deletes a conversation's items and the conversation; one that is gone already is found no more. Throws when OpenAI does not do it. */
  readonly remove: (apiKey: string, threadId: string) => Promise<RemovedThread>;
};
